//! What kind of machine this is, as far as it says how fonts are installed.

use std::fs;

/// How fonts come to a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Debian, Ubuntu and those like them: apt.
    Apt,
    /// Fedora, Red Hat and those like them: dnf.
    Dnf,
    /// macOS: Homebrew.
    Mac,
    /// Windows.
    Windows,
    /// Any other.
    Other,
}

/// Of this machine.
pub fn platform() -> Platform {
    if cfg!(windows) {
        Platform::Windows
    } else if cfg!(target_os = "macos") {
        Platform::Mac
    } else {
        of_release(&fs::read_to_string("/etc/os-release").unwrap_or_default())
    }
}

/// Of what a system says that it is and is like (os-release(5)).
fn of_release(text: &str) -> Platform {
    const KINDS: &[(&str, Platform)] = &[
        ("debian", Platform::Apt),
        ("ubuntu", Platform::Apt),
        ("fedora", Platform::Dnf),
        ("rhel", Platform::Dnf),
        ("centos", Platform::Dnf),
        ("openEuler", Platform::Dnf),
    ];
    let said = text.lines().filter_map(|l| l.strip_prefix("ID=").or_else(|| l.strip_prefix("ID_LIKE=")));
    let words: Vec<&str> = said.flat_map(|v| v.trim_matches('"').split_whitespace()).collect();
    KINDS.iter().find(|(name, _)| words.contains(name)).map_or(Platform::Other, |(_, platform)| *platform)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_say_what_they_are_like() {
        let of = [
            "NAME=\"Debian GNU/Linux\"\nID=debian\n",
            "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n",
            "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n",
            "ID=arch\n",
            "",
        ];
        let want = [Platform::Apt, Platform::Apt, Platform::Dnf, Platform::Other, Platform::Other];
        assert_eq!(of.map(of_release), want);
    }
}
