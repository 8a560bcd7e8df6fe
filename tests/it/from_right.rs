//! Text from right to left in PDF, as other programs copy it: letters that join are said one by one and in the order in which
//! they are read, not as words that extractors would turn round letter by letter.

use std::fs;
use std::path::Path;
use std::process::Command;

const TITLE: &str = "كىشىلىك ھوقۇق دۇنيا خىتابنامىسى";
/// لا is one glyph.
const ARTICLE: &str = "ھەممە ئادەم زاتىدىنلا ئەركىن، ئىززەت-ھۆرمەت ۋە ھوقۇقتا باپباراۋەر بولۇپ تۇغۇلغان";

#[test]
#[allow(clippy::print_stdout)]
fn words_from_right_to_left_are_copied_in_the_order_in_which_they_are_read() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("from-right");
    fs::create_dir_all(&folder).expect("a folder");
    let at = |name: &str| folder.join(name);
    fs::write(at("a.txt"), format!("{TITLE}\n{ARTICLE}\n")).expect("a file");
    let run = |arguments: &[&str]| crate::help::command(&folder, arguments).output().expect("the program");
    let made = run(&["convert", "--to", "pdf", "-o", "a.pdf", "a.txt"]);
    let told = String::from_utf8_lossy(&made.stderr).into_owned();
    if told.contains("TW306") || told.contains("TW309") {
        return println!("skipped: no installed face has Arabic letters");
    }
    let again = run(&["convert", "--to", "text", "-o", "-", "a.pdf"]);
    let read = String::from_utf8_lossy(&again.stdout).into_owned();
    let words = |s: &str| s.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&read), words(&format!("{TITLE} {ARTICLE}")));
    let Ok(other) = Command::new("pdftotext").arg(at("a.pdf")).arg("-").output() else {
        return println!("skipped: no pdftotext");
    };
    // Signs of direction are its own.
    let sign = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{c}');
    let copied = String::from_utf8_lossy(&other.stdout).replace(sign, "");
    for word in words(&format!("{TITLE} {ARTICLE}")) {
        let word = word.trim_end_matches('،');
        // Poppler turns round the letters of a glyph that is several.
        let turned = word.replace("لا", "ال");
        assert!(copied.contains(word) || copied.contains(&turned), "{word} is not in {copied}");
    }
}
