"""What names are searched and compared by, in SQL."""

# Longest first: "co so san xuat" before "co so".
FORMS = (
    "trach nhiem huu han|doanh nghiep tu nhan|mot thanh vien|hai thanh vien|co so san xuat"
    "|tong cong ty|ho kinh doanh|ho san xuat|hop tac xa|phan xuong|doanh nghiep|chi nhanh|nha may"
    "|xi nghiep|cong ty|tap doan|co phan|san xuat|thuong mai|dich vu|viet nam|co so|cty|ctcp|dntn"
    "|htx|hkd|tnhh|mtv|cp|sx|tm|dv|va|vn"
)


def _without_forms(words):
    """Words that stand between two blanks each, as SQL; one regular expression is slower."""
    for form in FORMS.split("|"):
        words = f"replace({words}, ' {form.replace(' ', '  ')} ', '.')"
    return words


WORDS = "' ' || regexp_replace(app.search_key(name), '[^[:alnum:]]+', '  ', 'g') || ' '"
KEYS = f"""
-- As organisations.search.StoredKey, and immutable: the dictionary is named and never edited.
CREATE FUNCTION app.search_key(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(public.unaccent('public.unaccent'::regdictionary, words)) $$;

-- What is left of a plant's name without its legal form: equal for 'Công ty TNHH MTV Gốm Hà Nội'
-- and 'CTY TNHH một thành viên gốm Hà Nội'. A name that is nothing else stays as it is.
CREATE FUNCTION app.plant_key(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(nullif(translate({_without_forms(WORDS)}, ' .', ''), ''),
    regexp_replace(app.search_key(name), '[^[:alnum:]]+', '', 'g')) $$;
"""
