"""Which words can be Vietnamese: how an encoding is told from another that reads as well."""

import re
import unicodedata
from functools import lru_cache

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
SHARP = frozenset("\u0301\u0323")
STOPS = ("c", "k", "p", "t", "ch")
ONSET = re.compile(
    "(ngh(?=[eêi])|ng(?![eêi])|gh(?=[eêi])|gi|g(?![eê])|qu|q(?=u)|kh|nh|ph|th|tr|ch"
    "|c(?![eêiy])|[bdđhklmnprstvx])?"
)
RHYMES = frozenset(
    # One to a word, since a list of them would fill three screens.
    """
    a ac ach ai am an ang anh ao ap at au ay
    ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu iê yê
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
    oc oe oen oeo oet oi om on ong ooc oong op ot
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uac uan uang uat uay uăn uăt uân uâng uât uây uc uê uêch uên uênh ui um un ung
    uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uyn uynh uyt uyu
    ư ưa ưc ươc ươi ươm ươn ương ươp ươt ươu ưi ưm ưn ưng ưt ưu
    y yêm yên yêng yêt yêu ych ynh yt
    """.split()  # noqa: SIM905
)


@lru_cache(maxsize=50_000)
def is_syllable(word):
    """'Nguyễn' and 'NGUYỄN' are; 'C«ng' and 'Ngyuễn' are not."""
    marked = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in marked if sign in TONES]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(sign for sign in marked if sign not in TONES))
    if bare.endswith(STOPS) and not SHARP.intersection(tones):
        return False
    onset = ONSET.match(bare)[1] or ""
    return bare[len(onset) :] in RHYMES or (onset == "gi" and "i" + bare[2:] in RHYMES)
