"""Official documents: one model, drawn as PDF (and by others as DOCX and XLSX)."""
