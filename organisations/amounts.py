"""Amounts of money in words, as official papers repeat them."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))
BILLION = 10**9


def in_words(amount):
    """120_500_000 → 'Một trăm hai mươi triệu năm trăm nghìn đồng'; whole đồng, not negative."""
    number = int(amount)
    if number != amount or number < 0:
        raise ValueError(f"An amount is whole and not negative, not {amount!r}.")
    words = " ".join(_read(number, follows=False)) or DIGITS[0]
    return f"{words[:1].upper()}{words[1:]} đồng"


def _read(number, *, follows):
    """`follows`: something stands before, so that noughts in front are read out."""
    billions, rest = divmod(number, BILLION)
    words = [*_read(billions, follows=follows), "tỷ"] if billions else []
    for size, name in GROUPS:
        group, rest = divmod(rest, size)
        if group:
            words += _three_digits(group, follows=follows or bool(words))
            words += [name] if name else []
    return words


def _three_digits(number, *, follows):
    hundreds, rest = divmod(number, 100)
    words = [DIGITS[hundreds], "trăm"] if hundreds or follows else []
    return words + _two_digits(rest, follows=bool(words))


def _two_digits(number, *, follows):
    tens, ones = divmod(number, 10)
    if not tens:
        return [*(["lẻ"] if follows else []), DIGITS[ones]] if ones else []
    words = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    special = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return [*words, special.get(ones, DIGITS[ones])] if ones else words
