//! What a book has beside its text: pages of the printed form, a cover, fonts, vertical lines, the depth of its
//! navigation; and that none of it becomes text.

use skrifa::MetadataProvider;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

fn seed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name)
}

/// Converts a seed with options; the book, and what was said.
fn book(name: &str, options: &[&str]) -> (Vec<u8>, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_tiaowen"))
        .args(["convert", "--no-system-fonts", "--to", "epub", "-o", "-"])
        .args(options)
        .arg(seed(name))
        .output()
        .expect("the command runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    (out.stdout, String::from_utf8_lossy(&out.stderr).into_owned())
}

fn part(book: &[u8], name: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(book)).expect("a package");
    let mut out = vec![];
    zip.by_name(name).expect(name).read_to_end(&mut out).expect("a part");
    out
}

fn text(book: &[u8], name: &str) -> String {
    String::from_utf8(part(book, name)).expect("UTF-8")
}

/// The text is the source's whatever the book has beside it.
fn proved(book: &[u8], name: &str, folder: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("book").join(folder);
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("a.epub");
    fs::write(&file, book).expect("a file");
    let out = Command::new(env!("CARGO_BIN_EXE_tiaowen")).arg("verify").arg(seed(name)).arg(&file).output();
    let out = out.expect("the command runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
}

#[test]
fn with_a_profile_the_pages_of_the_printed_form_are_listed_in_order() {
    let (made, _) = book("model-law.txt", &["--profile", "book"]);
    let nav = text(&made, "OEBPS/nav.xhtml");
    let list = nav.split("epub:type=\"page-list\"").nth(1).expect("a list of pages");
    let pages: Vec<&str> = list.split("#page-").skip(1).filter_map(|s| s.split('"').next()).collect();
    assert!(pages.len() >= 3, "{pages:?}");
    let numbers: Vec<u32> = pages.iter().map(|p| p.parse().expect("a number")).collect();
    assert!(numbers.windows(2).all(|w| w[0] < w[1]), "{numbers:?}");
    for (href, n) in list.split("href=\"").skip(1).filter_map(|s| s.split('"').next()).zip(numbers) {
        let (file, _) = href.split_once('#').expect("a place");
        assert!(text(&made, &format!("OEBPS/{file}")).contains(&format!("id=\"page-{n}\"")), "{href}");
    }
    assert!(text(&made, "OEBPS/content.opf").contains("pageBreakMarkers"));
    proved(&made, "model-law.txt", "pages");
    let (plain, _) = book("model-law.txt", &[]);
    assert!(!text(&plain, "OEBPS/nav.xhtml").contains("page-list"));
}

#[test]
fn the_navigation_goes_as_deep_as_it_is_told() {
    let depth = |options: &[&str]| {
        let nav = text(&book("model-law.txt", options).0, "OEBPS/nav.xhtml");
        let toc = nav.split("</nav>").next().expect("contents").to_owned();
        (toc.contains("第一章"), toc.contains("第一条"))
    };
    assert_eq!(depth(&[]), (true, true));
    assert_eq!(depth(&["--toc-depth", "2"]), (true, false));
}

#[test]
fn vertical_books_turn_their_pages_to_the_right_and_set_figures_upright() {
    let (made, _) = book("china-cuba-joint-statement-2022.txt", &["--vertical"]);
    assert!(text(&made, "OEBPS/content.opf").contains("page-progression-direction=\"rtl\""));
    assert!(text(&made, "OEBPS/stylesheet.css").contains("writing-mode: vertical-rl"));
    let page = text(&made, "OEBPS/c0001.xhtml");
    assert!(page.contains("<span class=\"tcy\">11</span>月") && page.contains("于2022年"));
    proved(&made, "china-cuba-joint-statement-2022.txt", "vertical");
}

#[test]
fn fonts_go_along_as_subsets_that_have_every_character() {
    let (made, said) = book("notice.txt", &["--embed-fonts"]);
    assert!(said.contains("TW308"), "{said}");
    let css = text(&made, "OEBPS/stylesheet.css");
    let mut faces = vec![];
    for url in css.split("url(\"").skip(1).filter_map(|s| s.split('"').next()) {
        faces.push(part(&made, &format!("OEBPS/{url}")));
        assert!(text(&made, "OEBPS/content.opf").contains(url));
    }
    let faces: Vec<_> = faces.iter().map(|f| skrifa::FontRef::new(f).expect("a font").charmap()).collect();
    assert!(faces.len() >= 3);
    let body = text(&made, "OEBPS/c0001.xhtml");
    for c in body.split("<body>").nth(1).expect("a body").chars().filter(|c| *c as u32 > 0x2000) {
        assert!(faces.iter().any(|f| f.map(c).is_some()), "{c}");
    }
}

#[test]
fn the_cover_is_typeset_or_that_of_the_user() {
    let (made, _) = book("treaty.txt", &[]);
    assert!(text(&made, "OEBPS/cover.svg").contains("<text"));
    assert!(text(&made, "OEBPS/content.opf").contains("properties=\"cover-image\""));
    proved(&made, "treaty.txt", "cover");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("book");
    fs::create_dir_all(&folder).expect("a folder");
    let (picture, broken) = (folder.join("a.svg"), folder.join("b.png"));
    fs::write(&picture, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>").expect("a file");
    fs::write(&broken, b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR").expect("a file");
    let (made, _) = book("treaty.txt", &["--cover", picture.to_str().expect("a path")]);
    assert_eq!(part(&made, "OEBPS/cover.svg"), fs::read(&picture).expect("a file"));
    let out = Command::new(env!("CARGO_BIN_EXE_tiaowen"))
        .args(["convert", "--to", "epub", "-o", "-", "--cover"])
        .args([&broken, &seed("treaty.txt")])
        .output()
        .expect("the command runs");
    assert_eq!(out.status.code(), Some(2));
    assert!(out.stdout.is_empty() && String::from_utf8_lossy(&out.stderr).contains("TW031"));
}

#[test]
fn the_cover_is_drawn_in_dots_where_that_is_asked_for() {
    let (made, _) = book("treaty.txt", &["--cover-format", "png"]);
    assert!(part(&made, "OEBPS/cover.png").starts_with(b"\x89PNG"));
    assert!(text(&made, "OEBPS/content.opf").contains("media-type=\"image/png\" properties=\"cover-image\""));
    proved(&made, "treaty.txt", "cover-png");
    let (again, _) = book("treaty.txt", &["--cover-format", "png"]);
    assert_eq!(part(&again, "OEBPS/cover.png"), part(&made, "OEBPS/cover.png"));
    // What no face has stays with the reader's machine.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("book");
    fs::create_dir_all(&folder).expect("a folder");
    let rare = folder.join("rare.txt");
    fs::write(&rare, "\u{e123}办法\n第一条　为了示例。\n第二条　自公布之日起施行。\n").expect("a file");
    let out = folder.join("rare.epub");
    let done = Command::new(env!("CARGO_BIN_EXE_tiaowen"))
        .args(["convert", "--no-system-fonts", "--cover-format", "png", "-o"])
        .args([&out, &rare])
        .output()
        .expect("the command runs");
    assert!(String::from_utf8_lossy(&done.stderr).contains("TW342"));
    assert!(text(&fs::read(&out).expect("a file"), "OEBPS/cover.svg").contains("办法</text>"));
}

#[test]
fn a_title_of_two_lines_has_a_space_between_them() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("book");
    fs::create_dir_all(&folder).expect("a folder");
    let (source, out) = (folder.join("two.txt"), folder.join("two.epub"));
    fs::write(&source, "示例国和样本国\n关于深化合作的联合声明\n\n一、双方同意。\n二、双方重申。\n")
        .expect("a file");
    let done = Command::new(env!("CARGO_BIN_EXE_tiaowen"))
        .args(["convert", "-o"])
        .args([&out, &source])
        .output()
        .expect("the command runs");
    assert!(done.status.success());
    let made = fs::read(&out).expect("a file");
    let title = "示例国和样本国 关于深化合作的联合声明";
    assert!(text(&made, "OEBPS/content.opf").contains(&format!("<dc:title>{title}</dc:title>")));
    assert!(text(&made, "OEBPS/toc.ncx").contains(&format!("<docTitle><text>{title}</text></docTitle>")));
    let cover = text(&made, "OEBPS/cover.svg");
    assert!(cover.contains(">示例国和样本国</text>") && cover.contains(">关于深化合作的</text>"), "{cover}");
}

#[test]
fn a_document_without_words_has_a_name_in_its_volume() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("book");
    fs::create_dir_all(&folder).expect("a folder");
    let (blank, made) = (folder.join("blank.md"), folder.join("blank.epub"));
    fs::write(&blank, "##\n").expect("a file");
    let out = Command::new(env!("CARGO_BIN_EXE_tiaowen"))
        .args(["bind", "-o"])
        .args([&made, &blank, &seed("treaty.txt")])
        .output()
        .expect("it runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let book = fs::read(&made).expect("a book");
    assert!(text(&book, "OEBPS/c0002.xhtml").contains("<title>d1</title>"));
    assert!(text(&book, "OEBPS/nav.xhtml").contains("#d1\">d1</a>"));
}

#[test]
fn a_long_file_goes_on_in_another_and_links_still_lead_there() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("book");
    fs::create_dir_all(&folder).expect("a folder");
    let (source, made) = (folder.join("long.txt"), folder.join("long.epub"));
    let articles = (1..1500).map(|n| {
        format!(
            "第{n}条　适用第{}条的规定，{}。\n（一）甲；\n（二）乙。\n",
            n * 7 % 1499 + 1,
            "文字".repeat(40)
        )
    });
    fs::write(&source, format!("示例条例\n第一章　总则\n{}", articles.collect::<String>())).expect("a file");
    let run = |arguments: &[&std::ffi::OsStr]| {
        let out = Command::new(env!("CARGO_BIN_EXE_tiaowen")).args(arguments).output().expect("it runs");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    };
    run(&[
        "convert".as_ref(),
        "--to".as_ref(),
        "epub".as_ref(),
        "-o".as_ref(),
        made.as_ref(),
        source.as_ref(),
    ]);
    run(&["verify".as_ref(), source.as_ref(), made.as_ref()]);
    let book = fs::read(&made).expect("a book");
    let mut zip = zip::ZipArchive::new(Cursor::new(&book)).expect("a package");
    let names: Vec<String> = (0..zip.len())
        .map(|i| zip.by_index_raw(i).expect("a part").name().expect("a name").to_string())
        .collect();
    let pages: Vec<(String, String)> = names
        .iter()
        .filter_map(|n| Some((n.strip_prefix("OEBPS/c").filter(|n| n.starts_with('0'))?, n)))
        .map(|(short, n)| (format!("c{short}"), text(&book, n)))
        .collect();
    assert!(pages.len() >= 4 && pages.iter().all(|(_, p)| p.len() < 300_000), "{}", pages.len());
    let mut links = 0;
    for (_, page) in &pages {
        for href in page.split("href=\"").skip(1).filter_map(|s| s.split('"').next()) {
            let Some((file, id)) = href.split_once('#') else { continue };
            let (_, target) = pages.iter().find(|(n, _)| n == file).expect("a file");
            assert!(target.contains(&format!("id=\"{id}\"")), "{href}");
            links += 1;
        }
    }
    assert!(links > 1000, "{links}");
}
