//! `tiaowen fonts --install-hint`: where free faces come from that this machine lacks.

use crate::finding::Lang;
use crate::font::{FaceRole, is_regional};
use crate::host::platform::Platform;
use std::fmt::Write as _;

/// A face or family, and how it comes to a machine.
struct Hint {
    roles: &'static [FaceRole],
    /// Languages it serves: the beginning of their tags; nothing for those that take the forms of Simplified Chinese.
    language: &'static str,
    name: &'static str,
    licence: &'static str,
    /// By platform; nothing where it comes another way.
    ways: &'static [(Platform, &'static str)],
    /// On any other, where it can be had.
    page: &'static str,
}

const ALL_BUT_KAI: &[FaceRole] = &[FaceRole::Song, FaceRole::Hei, FaceRole::Xiaobiaosong];
const NOTO: &[(Platform, &str)] = &[
    (Platform::Apt, "sudo apt install fonts-noto-cjk fonts-noto-cjk-extra"),
    (Platform::Dnf, "sudo dnf install google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts"),
    (Platform::Mac, "brew install --cask font-noto-serif-cjk font-noto-sans-cjk"),
];
const NOTO_PAGE: &str = "https://github.com/notofonts/noto-cjk/releases";
/// Supplemental fonts of Windows: an optional feature of it.
const HANS: &str = "Add-WindowsCapability -Online -Name Language.Fonts.Hans~~~und-HANS~0.0.1.0";
const HANT: &str = "Add-WindowsCapability -Online -Name Language.Fonts.Hant~~~und-HANT~0.0.1.0";

const HINTS: &[Hint] = &[
    Hint {
        roles: &[FaceRole::Fangsong],
        language: "",
        name: "Zhuque Fangsong 朱雀仿宋",
        licence: "OFL 1.1",
        ways: &[],
        page: "https://github.com/TrionesType/zhuque/releases",
    },
    Hint {
        roles: &[FaceRole::Fangsong],
        language: "",
        name: "FandolFang",
        licence: "GPL 3, font exception",
        ways: &[
            (Platform::Apt, "sudo apt install texlive-lang-chinese"),
            (Platform::Dnf, "sudo dnf install texlive-fandol"),
        ],
        page: "https://ctan.org/pkg/fandol",
    },
    Hint {
        roles: &[FaceRole::Fangsong],
        language: "",
        name: "FangSong 仿宋",
        licence: "Windows",
        ways: &[(Platform::Windows, HANS)],
        page: "",
    },
    Hint {
        roles: &[FaceRole::Fangsong],
        language: "",
        name: "STFangsong 华文仿宋",
        licence: "macOS",
        ways: &[(Platform::Mac, "Font Book 字体册")],
        page: "",
    },
    Hint {
        roles: &[FaceRole::Fangsong],
        language: "zh-Hant",
        name: "cwTeXFangSong",
        licence: "GPL 2, font exception",
        ways: &[(Platform::Apt, "sudo apt install fonts-cwtex-fs")],
        page: "https://github.com/l10n-tw/cwtex-q-fonts",
    },
    Hint {
        roles: &[FaceRole::Kai],
        language: "zh-Hant",
        name: "TW-Kai 全字庫正楷體",
        licence: "OFL 1.1 / 政府資料開放授權",
        ways: &[],
        page: "https://data.gov.tw/dataset/5961",
    },
    Hint {
        roles: &[FaceRole::Kai],
        language: "zh-Hant",
        name: "DFKai-SB 標楷體",
        licence: "Windows",
        ways: &[(Platform::Windows, HANT)],
        page: "",
    },
    Hint {
        roles: ALL_BUT_KAI,
        language: "zh-Hant",
        name: "Noto Serif/Sans CJK TC",
        licence: "OFL 1.1",
        ways: NOTO,
        page: NOTO_PAGE,
    },
    Hint {
        roles: ALL_BUT_KAI,
        language: "ja",
        name: "Noto Serif/Sans CJK JP",
        licence: "OFL 1.1",
        ways: NOTO,
        page: NOTO_PAGE,
    },
    Hint {
        roles: ALL_BUT_KAI,
        language: "ko",
        name: "Noto Serif/Sans CJK KR",
        licence: "OFL 1.1",
        ways: NOTO,
        page: NOTO_PAGE,
    },
];

/// What to do on a machine that lacks the faces of some roles.
pub fn lines(missing: &[FaceRole], language: &str, platform: Platform, lang: Lang) -> String {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let mut out = String::new();
    if missing.is_empty() {
        out.push_str(say("所需的字体都有。\n", "Every face is there.\n"));
        return out;
    }
    for role in missing {
        let _ = writeln!(out, "{} {}", role.name(), role.chinese());
        let serves = |h: &&Hint| {
            let of_language =
                if is_regional(language) { !h.language.is_empty() } else { h.language.is_empty() };
            h.roles.contains(role) && of_language && language.starts_with(h.language)
        };
        let ways = HINTS.iter().filter(serves).filter_map(|h| {
            let here = h.ways.iter().find(|(p, _)| *p == platform).map(|(_, way)| *way);
            Some((h, here.or((!h.page.is_empty()).then_some(h.page))?))
        });
        let ways: Vec<_> = ways.collect();
        for (hint, way) in &ways {
            let _ = writeln!(out, "  {} ({}): {way}", hint.name, hint.licence);
        }
        if ways.is_empty() {
            let none = say(
                "没有已知的免费字体；有授权的文件用 --font 角色=文件 指定。",
                "No free one is known; name a file that you may use with --font ROLE=FILE.",
            );
            let _ = writeln!(out, "  {none}");
        }
    }
    out.push_str(say(
        "下载的文件装进系统，或放进文件夹用 --font-dir 指定；单个文件用 --font 角色=文件。\n",
        "Install what was downloaded, or name its folder with --font-dir, or one file with --font ROLE=FILE.\n",
    ));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_platform_has_a_way_to_every_missing_face() {
        for platform in [Platform::Apt, Platform::Dnf, Platform::Mac, Platform::Windows, Platform::Other] {
            let of = |role, language| lines(&[role], language, platform, Lang::En);
            assert!(of(FaceRole::Fangsong, "zh-Hans-CN").contains("github.com/TrionesType/zhuque"));
            for language in ["zh-Hant-TW", "ja-JP", "ko-KR"] {
                let said = of(FaceRole::Song, language);
                assert!(said.contains("Noto Serif/Sans CJK") && !said.contains("No free one"), "{said}");
            }
            assert!(of(FaceRole::Xiaobiaosong, "zh-Hans-CN").contains("No free one is known"));
        }
        let of = |platform| lines(&[FaceRole::Fangsong], "zh-Hans-CN", platform, Lang::Zh);
        assert!(
            of(Platform::Windows).contains("Language.Fonts.Hans") && of(Platform::Mac).contains("STFangsong")
        );
        assert!(of(Platform::Apt).contains("apt install") && of(Platform::Dnf).contains("dnf install"));
        assert_eq!(lines(&[], "zh", Platform::Other, Lang::En), "Every face is there.\n");
    }
}
