"""Official papers of plans and lists: Tờ trình, Quyết định, Kế hoạch, the danh mục as annex."""
