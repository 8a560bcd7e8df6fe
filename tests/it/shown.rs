//! What the READMEs and the book show is true: every command in them runs, every link leads somewhere, and the Chinese
//! pages say what the English ones do.
//!
//! A block `sh` is run as a whole and must succeed; a `console` block is commands, behind `$`, and what they print
//! (`BLESS=1` writes that anew). The blocks of a page share a folder, which has the `seeds` in it. A block that cannot run
//! here has `<!-- not run: why -->` above it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut all: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    all.sort();
    for path in all {
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "md") {
            out.push(path);
        }
    }
}

/// The pages of a language; those of the other one have the same names.
fn pages(language: &str) -> Vec<PathBuf> {
    let mut out = vec![];
    files(&root().join("docs").join(language), &mut out);
    out
}

/// The English page and its Chinese one.
fn pairs() -> Vec<(PathBuf, PathBuf)> {
    let mut out: Vec<_> = pages("en")
        .into_iter()
        .map(|en| {
            let name = en.strip_prefix(root().join("docs/en")).expect("below it");
            let zh = root().join("docs/zh").join(name);
            (en, zh)
        })
        .collect();
    out.push((root().join("README.md"), root().join("README.zh-CN.md")));
    out
}

/// A fenced block of a page.
struct Block {
    /// What stands behind the fence.
    info: String,
    lines: Vec<String>,
    /// The lines of the page that it takes, without its fences.
    at: std::ops::Range<usize>,
    /// Why it is not run, where that is said.
    not_run: Option<String>,
}

fn blocks(page: &str) -> Vec<Block> {
    let lines: Vec<&str> = page.lines().collect();
    let mut out = vec![];
    let mut k = 0;
    while k < lines.len() {
        if let Some(info) = lines[k].strip_prefix("```") {
            let end = (k + 1..lines.len()).find(|e| lines[*e] == "```").expect("the end of the block");
            let above = k.checked_sub(1).map(|a| lines[a]).unwrap_or_default();
            let not_run = above.strip_prefix("<!-- not run: ").and_then(|s| s.strip_suffix(" -->"));
            out.push(Block {
                info: info.to_owned(),
                lines: lines[k + 1..end].iter().map(|l| (*l).to_owned()).collect(),
                at: k + 1..end,
                not_run: not_run.map(Into::into),
            });
            k = end;
        }
        k += 1;
    }
    out
}

/// Runs words as a person types them, with the program where it is looked for, and the language of the page: what follows a
/// command that failed is run all the same, as a terminal does.
fn typed(words: &str, folder: &Path, chinese: bool) -> (bool, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_tiaowen")).parent().expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let out = Command::new("sh")
        .args(["-c", words])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", program.display()))
        .env("LC_ALL", if chinese { "zh_CN.UTF-8" } else { "C.UTF-8" })
        .env_remove("SOURCE_DATE_EPOCH")
        .stdin(Stdio::null())
        .output()
        .expect("sh runs");
    let said = [out.stdout, out.stderr].concat();
    (out.status.success(), String::from_utf8_lossy(&said).into_owned())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("a copy");
    }
}

/// Runs a page: the page as it ought to be, and how many blocks ran.
fn ran(page: &Path, text: &str) -> (String, usize) {
    let name = page.strip_prefix(root()).expect("below it").display().to_string();
    let chinese = name.contains("zh");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shown").join(name.replace('/', "-"));
    let _ = fs::remove_dir_all(&folder);
    copy(&root().join("seeds"), &folder.join("seeds"));
    // Where a page goes into a folder, the blocks after it are typed there.
    let mut inside = folder.clone();
    let mut lines: Vec<String> = text.lines().map(Into::into).collect();
    let mut count = 0;
    for block in blocks(text) {
        if block.not_run.is_some() || !["sh", "console"].contains(&block.info.as_str()) {
            continue;
        }
        count += 1;
        if block.info == "sh" {
            // A block of commands succeeds as a whole: the first one that fails ends it.
            let (good, said) = typed(&format!("set -e\n{}", block.lines.join("\n")), &inside, chinese);
            assert!(good, "{name}: {}\n{said}", block.lines.join("\n"));
            for line in &block.lines {
                if let Some(to) = line.split("&& ").find_map(|c| c.strip_prefix("cd ")) {
                    inside = inside.join(to.trim());
                }
            }
            continue;
        }
        let mut made = String::new();
        for command in block.lines.iter().filter_map(|l| l.strip_prefix("$ ")) {
            let (_, said) = typed(command, &inside, chinese);
            let _ = write!(made, "$ {command}\n{said}");
            if !made.ends_with('\n') {
                made.push('\n');
            }
        }
        // What stands below it keeps its place: the first line takes all.
        let mut now: Vec<String> = made.lines().map(Into::into).collect();
        for at in block.at {
            lines[at] = "\u{0}".into();
            if !now.is_empty() {
                lines[at] = std::mem::take(&mut now).join("\n");
            }
        }
    }
    lines.retain(|l| l != "\u{0}");
    (lines.join("\n") + "\n", count)
}

#[test]
fn every_command_that_a_page_shows_runs_and_prints_what_is_shown() {
    let pages: Vec<PathBuf> = pairs().into_iter().flat_map(|(en, zh)| [en, zh]).collect();
    std::thread::scope(|s| {
        for part in pages.chunks(pages.len().div_ceil(4)) {
            s.spawn(move || part.iter().for_each(|page| shown(page)));
        }
    });
}

fn shown(page: &Path) {
    let text = fs::read_to_string(page).unwrap_or_else(|e| panic!("{}: {e}", page.display()));
    let (made, count) = ran(page, &text);
    let shows = ["README", "tutorial", "howto"].iter().any(|n| page.to_string_lossy().contains(n));
    assert!(count > 0 || !shows, "{}", page.display());
    if std::env::var_os("BLESS").is_some() {
        fs::write(page, made).expect("the page");
    } else {
        assert!(made == text, "{} is stale; BLESS=1 writes it:\n{made}", page.display());
    }
}

#[test]
fn what_a_line_goes_on_with_behind_a_command_that_fails_is_shown() {
    let here = Path::new(env!("CARGO_TARGET_TMPDIR"));
    assert_eq!(typed("false; echo \"exit status $?\"", here, false), (true, "exit status 1\n".into()));
    assert!(!typed("set -e\nfalse\ntrue", here, false).0);
}

#[test]
fn no_command_of_a_page_is_left_out_without_a_reason() {
    for page in pairs().into_iter().flat_map(|(en, zh)| [en, zh]) {
        let text = fs::read_to_string(&page).expect("a page");
        for block in blocks(&text) {
            if let Some(why) = &block.not_run {
                assert!(why.len() > 10, "{}: why?", page.display());
                continue;
            }
            let runs = ["sh", "console"].contains(&block.info.as_str());
            let commands = ["tiaowen ", "cargo ", "bash ", "pip ", "$ "];
            let shown = block.lines.iter().find(|l| commands.iter().any(|c| l.starts_with(c)));
            assert!(runs || shown.is_none(), "{}: {shown:?} is not run", page.display());
        }
    }
}

/// The levels of the headings of a page.
fn headings(text: &str) -> Vec<usize> {
    let inside: Vec<_> = blocks(text).into_iter().map(|b| b.at).collect();
    text.lines()
        .enumerate()
        .filter(|(k, l)| l.starts_with('#') && !inside.iter().any(|r| r.contains(k)))
        .map(|(_, l)| l.chars().take_while(|c| *c == '#').count())
        .collect()
}

/// The commands of a page, without what is remarked behind them.
fn commands(text: &str) -> Vec<String> {
    let bare = |l: &String| l.split("    #").next().unwrap_or_default().trim_end().to_owned();
    blocks(text)
        .iter()
        .filter(|b| ["sh", "console"].contains(&b.info.as_str()))
        .flat_map(|b| {
            let console = b.info == "console";
            b.lines.iter().filter(move |l| !console || l.starts_with("$ ")).map(bare).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn chinese_and_english_pages_have_the_same_headings_and_commands() {
    let names = |l: &str| {
        let folder = root().join("docs").join(l);
        pages(l).iter().map(|p| p.strip_prefix(&folder).expect("below it").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("en"), names("zh"));
    for (en, zh) in pairs() {
        let [a, b] = [&en, &zh].map(|p| fs::read_to_string(p).expect("a page"));
        assert_eq!(headings(&a), headings(&b), "headings of {}", zh.display());
        assert_eq!(commands(&a), commands(&b), "commands of {}", zh.display());
    }
}

/// The numbers of a page outside of its blocks, in order of size; in which signs thousands are parted is each language's own.
fn figures(text: &str) -> Vec<String> {
    let inside: Vec<_> = blocks(text).into_iter().map(|b| b.at).collect();
    let lines = text.lines().enumerate().filter(|(k, _)| !inside.iter().any(|r| r.contains(k)));
    let mut out = vec![];
    for (_, line) in lines {
        let signs: Vec<char> = line.chars().collect();
        let mut number = String::new();
        for (k, c) in signs.iter().enumerate() {
            let next = signs.get(k + 1).is_some_and(char::is_ascii_digit);
            let after = k > 0 && signs[k - 1].is_ascii_digit();
            // Thousands: three figures, and no fourth.
            let three = signs.get(k + 1..k + 4).is_some_and(|s| s.iter().all(char::is_ascii_digit))
                && !signs.get(k + 4).is_some_and(char::is_ascii_digit);
            match c {
                '0'..='9' => number.push(*c),
                '.' if next => number.push('.'),
                ',' | ' ' if after && three => {}
                _ => out.extend(Some(std::mem::take(&mut number)).filter(|n| n.len() > 1)),
            }
        }
        out.extend(Some(number).filter(|n| n.len() > 1));
    }
    out.sort();
    out
}

#[test]
fn both_readmes_state_the_same_figures() {
    let [a, b] = ["README.md", "README.zh-CN.md"]
        .map(|n| figures(&fs::read_to_string(root().join(n)).expect("a README")));
    assert!(a.len() > 20, "{a:?}");
    assert_eq!(a, b);
}

/// Where the links of a page lead, but for those into the web.
fn links(text: &str) -> Vec<&str> {
    text.split("](")
        .skip(1)
        .filter_map(|s| s.split(')').next())
        .filter(|l| !l.contains("://") && !l.starts_with('#') && !l.contains(char::is_whitespace))
        .collect()
}

#[test]
fn every_link_of_the_documents_leads_to_a_file() {
    let mut all = vec![];
    files(&root().join("docs"), &mut all);
    all.extend(["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md"].map(|n| root().join(n)));
    let mut count = 0;
    for page in all {
        let text = fs::read_to_string(&page).expect("a page");
        let inside: Vec<_> = blocks(&text).into_iter().map(|b| b.at).collect();
        for (k, line) in text.lines().enumerate() {
            if inside.iter().any(|r| r.contains(&k)) || page.ends_with("docs/findings.md") {
                continue;
            }
            for link in links(line) {
                let file = link.split('#').next().unwrap_or_default();
                count += 1;
                let there = fs::canonicalize(page.parent().expect("a folder").join(file));
                let there = there.unwrap_or_else(|_| panic!("{}: {link}", page.display()));
                // The book that is built has nothing but its own folder.
                let book = fs::canonicalize(root().join("docs")).expect("the book");
                let inside = !page.starts_with(root().join("docs")) || there.starts_with(book);
                assert!(inside, "{}: {link} leads out of the book", page.display());
            }
        }
    }
    assert!(count > 80, "the links were found: {count}");
}

#[test]
fn the_contents_of_the_book_name_every_page() {
    let contents = fs::read_to_string(root().join("docs/SUMMARY.md")).expect("the contents");
    let mut all = vec![];
    files(&root().join("docs"), &mut all);
    for page in all {
        let name = page.strip_prefix(root().join("docs")).expect("below it").display().to_string();
        assert!(
            name == "SUMMARY.md" || contents.contains(&format!("]({name})")),
            "{name} is in no part of the book"
        );
    }
}
