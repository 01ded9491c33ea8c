"""What names are searched and compared by, in SQL."""

KEYS = r"""
-- As organisations.search.StoredKey, and immutable: the dictionary is named and never edited.
CREATE FUNCTION app.search_key(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(public.unaccent('public.unaccent'::regdictionary, words)) $$;

-- What is left of a plant's name without its legal form: equal for 'Công ty TNHH MTV Gốm Hà Nội'
-- and 'CTY TNHH một thành viên gốm Hà Nội'. A name that is nothing else stays as it is.
CREATE FUNCTION app.plant_key(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(nullif(regexp_replace(regexp_replace(
    ' ' || regexp_replace(app.search_key(name), '[^[:alnum:]]+', ' ', 'g') || ' ',
    ' (?:(?:chi nhanh|nha may|xi nghiep|phan xuong|tong cong ty|cong ty|cty|ctcp|tap doan'
    '|doanh nghiep tu nhan|doanh nghiep|dntn|hop tac xa|htx|ho kinh doanh|hkd|ho san xuat'
    '|co so san xuat|co so|tnhh|trach nhiem huu han|mot thanh vien|mtv|hai thanh vien|co phan|cp'
    '|san xuat|sx|thuong mai|tm|dich vu|dv|va|viet nam|vn)(?= ))+', '', 'g'), ' ', '', 'g'), ''),
    regexp_replace(app.search_key(name), '[^[:alnum:]]+', '', 'g')) $$;
"""
