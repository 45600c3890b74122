"""Which zones each district outline is divided into."""

from __future__ import annotations

# District outline -> its zones. Longgang (440307) is split from Dapeng by DAPENG_LON.
DISTRICTS = {
    "810001": ["CW"],
    "810002": ["WC"],
    "810003": ["EA"],
    "810004": ["SO"],
    "810005": ["YT"],
    "810006": ["SP"],
    "810007": ["KC"],
    "810008": ["WT"],
    "810009": ["KT"],
    "810010": ["TW"],
    "810011": ["TM"],
    "810012": ["YLT", "TSW", "PSW", "HSK", "LFS", "YLS", "KTP", "NSW", "NTM", "STT"],
    "810013": ["LOOP", "KTN", "FLN", "FSS", "NTN", "NEN"],
    "810014": ["TP", "PSK"],
    "810015": ["TKO", "SK"],
    "810016": ["ST", "MOS"],
    "810017": ["KW"],
    "810018": ["NLT", "IS"],
    "440303": ["SZ-LH"],
    "440304": ["SZ-FT", "SZ-HT"],
    "440305": ["SZ-NH", "SZ-SK", "SZ-XL", "SZ-QH"],
    "440306": ["SZ-BC", "SZ-BN"],
    "440307": ["SZ-BT", "SZ-LG"],
    "Dapeng": ["SZ-DP"],
    "440308": ["SZ-YT"],
    "440309": ["SZ-LU"],
    "440310": ["SZ-PS"],
    "440311": ["SZ-GM"],
}
HOME = {zone: code for code, zones in DISTRICTS.items() for zone in zones}
DAPENG_LON = 114.33  # degrees east


def side(zone: str) -> str:
    """Side of the border a zone lies on."""
    return "SZ" if zone.startswith("SZ-") else "HK"
