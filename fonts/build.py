#!/usr/bin/env python3
"""Rebuilds the four faces of this folder and fonts.toml from Debian packages.

    apt-get install fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai unicode-data
    pip install uharfbuzz==0.57.0 fonttools==4.68.0
    python3 fonts/build.py            # writes beside this file; the sources' SHA-256 are checked first

Subsets are modified versions, so all four are renamed (OFL 1.1, reserved font names).
"""
import bz2, hashlib, io, os, sys
import uharfbuzz as hb
from fontTools.ttLib import TTFont

HERE = os.path.dirname(os.path.abspath(__file__))
UNIHAN = "/usr/share/unicode/Unihan_OtherMappings.txt.bz2"
NOTO = "/usr/share/fonts/opentype/noto/"
# role, family, style, weight name, source file, face, sha256 of the source, package, set
FACES = [
    ("song", "Tiaowen Song", "Regular", NOTO + "NotoSerifCJK-Regular.ttc", 2,
     "a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481", "fonts-noto-cjk 1:20220127+repack1-1", "c"),
    ("xiaobiaosong", "Tiaowen Song", "Bold", NOTO + "NotoSerifCJK-SemiBold.ttc", 2,
     "e6edff6a5aa3c7988d4ea69992feee194ce100f514bcaef74f633805ddb19de0", "fonts-noto-cjk-extra 1:20220127+repack1-1", "a"),
    ("hei", "Tiaowen Hei", "Regular", NOTO + "NotoSansCJK-Regular.ttc", 2,
     "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a", "fonts-noto-cjk 1:20220127+repack1-1", "a"),
    ("kai", "Tiaowen Kai", "Regular", "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0,
     "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8", "fonts-lxgw-wenkai 1.250+repack-1", "a"),
]

def R(a, b): return set(range(a, b + 1))
def codec(name, r1, r2):
    texts = (bytes([x, y]).decode(name, "ignore") for x in r1 for y in r2)
    return {ord(c) for c in texts if len(c) == 1}
def han(s): return {c for c in s if 0x3400 <= c <= 0x9FFF or 0xF900 <= c <= 0xFAFF or c >= 0x20000}

def sets():
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as f:
        tgh = {int(l.split("\t")[0][2:], 16) for l in f if "\tkTGH\t" in l}
    assert len(tgh) == 8105, len(tgh)
    gb = codec("gb2312", R(0xA1, 0xFE), R(0xA1, 0xFE))
    punct = set(map(ord, "，。、；：？！”’“‘…—·（）《》〈〉【】〔〕「」『』〖〗～－／％￥．［］｛｝〇○●▲№＋×÷\u3000⸺⋯•‧︰"))
    other = (R(0x20, 0x7E) | R(0xA0, 0x17F) | R(0x1CD, 0x1DC) | R(0x1F8, 0x1F9) | R(0x2010, 0x2027) | R(0x2160, 0x2179)
             | R(0x2460, 0x249F) | R(0x3000, 0x301F) | R(0x3041, 0x3096) | R(0x30A1, 0x30FA) | R(0x3105, 0x312F)
             | R(0x3200, 0x3243) | R(0xFE10, 0xFE19) | R(0xFE30, 0xFE4F) | R(0xFF01, 0xFF64) | R(0xFFE0, 0xFFE6)
             | {0x2030, 0x2032, 0x2033, 0x203B, 0x20AC, 0x2103, 0x2116, 0x2120, 0x2122, 0x22EF, 0x2E3A})
    a = tgh | gb | punct | other | set(map(ord, "噁査釆鱀鯮鮡諮䑩﹕"))
    c = (a | han(codec("big5", R(0xA1, 0xFE), R(0x40, 0xFE))) | han(codec("shift_jis", R(0x81, 0xEF), R(0x40, 0xFC)))
         | {k for k in codec("euc_kr", R(0xA1, 0xFE), R(0xA1, 0xFE)) if 0xAC00 <= k <= 0xD7A3} | {0x318D, 0x30FB, 0x30FC, 0x30FD, 0x30FE})
    return {"a": a, "c": c}

def subset(path, face, codepoints):
    inp = hb.SubsetInput()
    inp.unicode_set.update(codepoints)
    feats = inp.layout_feature_tag_set
    feats.clear()
    for t in "vert vrt2 halt palt vhal vpal chws vchw fwid hwid pwid kern vkrn ccmp".split():
        feats.add(int.from_bytes(t.encode(), "big"))
    inp.name_id_set.update([0, 5, 6, 13, 14])
    inp.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    return hb.subset(hb.Face(hb.Blob.from_file_path(path), face), inp).blob.data

def rename(data, family, style):
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    ps = f"{family.replace(' ', '')}-{style}"
    names = {1: family, 2: style, 3: ps + ";subset", 4: f"{family} {style}", 6: ps}
    table = font["name"]
    table.names = [n for n in table.names if n.nameID in (0, 5, 13, 14) and (n.platformID, n.langID) == (3, 0x409)]
    for k, v in names.items():
        table.setName(v, k, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [ps]
        top = cff.topDictIndex[0]
        top.FullName, top.FamilyName = names[4], family
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return ps, out.getvalue(), len(font.getBestCmap())

def main():
    charsets = sets()
    toml = ["# Written by build.py: where each face comes from. Licences: OFL-*.txt beside this file.\n"]
    for role, family, style, path, face, want, package, which in FACES:
        have = hashlib.sha256(open(path, "rb").read()).hexdigest()
        if have != want:
            sys.exit(f"{path}: SHA-256 {have}, expected {want}")
        ps, data, count = rename(subset(path, face, charsets[which]), family, style)
        ext = ".otf" if data[:4] == b"OTTO" else ".ttf"
        with open(os.path.join(HERE, ps + ext), "wb") as f:
            f.write(data)
        toml.append(f'[[face]]\nrole = "{role}"\nfile = "{ps}{ext}"\nsource = "{os.path.basename(path)}"\nface = {face}\n'
                    f'package = "{package}"\nlicence = "OFL-1.1"\ncharacters = {count}\n'
                    f'source-sha256 = "{want}"\nsha256 = "{hashlib.sha256(data).hexdigest()}"\n')
        print(ps + ext, len(data), count)
    with open(os.path.join(HERE, "fonts.toml"), "w", encoding="utf-8") as f:
        f.write("\n".join(toml))

main()
