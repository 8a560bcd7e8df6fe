//! The language that a text is told to be in, in every format that says one.

use crate::help::{command, document, parts};
use std::fs;
use std::path::Path;
use tiaowen::format::reader_named;
use tiaowen::ir::{Event, events};
use tiaowen::number::Level;

const FRENCH: &str = "Traité sur la coopération en matière de pêche\n\
    Article 1\nLes Parties coopèrent dans le domaine de la pêche, sur la base du présent traité.\n\
    Article 2\nChaque Partie désigne les autorités qui sont compétentes pour les questions de pêche.\n";
const GERMAN: &str = "Gesetz über die öffentlichen Parks\n\
    § 1 Die Parks sind für die Öffentlichkeit von sechs bis zehn Uhr geöffnet.\n\
    § 2 Das Gesetz tritt mit dem Tag nach der Verkündung in Kraft.\n";
const RUSSIAN: &str = "Соглашение о сотрудничестве в области рыболовства\n\
    Статья 1 Стороны сотрудничают в области рыболовства на основе настоящего Соглашения.\n\
    Статья 2 Соглашение вступает в силу со дня его подписания, и не может быть изменено.\n";
const ARABIC: &str = "اتفاق بشأن التعاون في مجال الصيد\n\
    المادة 1 يتعاون الطرفان في مجال الصيد على أساس هذا الاتفاق.\n\
    المادة 2 يدخل هذا الاتفاق حيز النفاذ من تاريخ التوقيع عليه.\n";

#[test]
fn every_format_says_the_language_that_the_text_is_in() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("languages");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    for (text, tag, region, code) in [
        (FRENCH, "fr", "fr-FR", "fra"),
        (GERMAN, "de", "de-DE", "deu"),
        (RUSSIAN, "ru", "ru-RU", "rus"),
        (ARABIC, "ar", "ar-SA", "ara"),
    ] {
        fs::write(folder.join("a.txt"), text).expect("a file");
        let run = [
            "convert",
            "-q",
            "--no-system-fonts",
            "--to",
            "tei,html,md,json,akn,epub,docx,pdf",
            "-o",
            "./",
            "a.txt",
        ];
        let out = command(&folder, &run).output().expect("the command runs");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let bytes = |end: &str| fs::read(folder.join(format!("a.{end}"))).expect(end);
        let says = |end: &str, what: String| {
            let text = String::from_utf8_lossy(&bytes(end)).into_owned();
            assert!(text.contains(&what), "{tag}: {end} lacks {what}");
        };
        says("tei.xml", format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"{tag}\""));
        says("html", format!("<html lang=\"{tag}\">"));
        says("md", format!("lang: \"{tag}\"\n"));
        says("json", format!("\"language\": \"{tag}\""));
        says("akn.xml", format!("<FRBRlanguage language=\"{code}\"/>"));
        says("pdf", format!("<rdf:li>{region}</rdf:li>"));
        let book = parts(&bytes("epub"));
        let ends = |name: &str, end| Path::new(name).extension().is_some_and(|e| e == end);
        let package = book.iter().find(|(name, _)| ends(name, "opf")).expect("a package").1;
        assert!(package.contains(&format!(">{tag}</dc:language>")), "{package}");
        let pages = book.iter().filter(|(name, _)| ends(name, "xhtml"));
        assert!(
            pages.clone().count() > 1
                && pages.clone().all(|(_, page)| page.contains(&format!("xml:lang=\"{tag}\"")))
        );
        let word = parts(&bytes("docx"));
        assert!(
            word["word/styles.xml"].contains(&format!("<w:lang w:val=\"{region}\" w:eastAsia=\"zh-CN\""))
        );
        // And what they say is read again.
        for (format, end) in [("tei", "tei.xml"), ("akn", "akn.xml"), ("epub", "epub"), ("html", "html")] {
            let reader = reader_named(format).expect("a reader");
            let doc = document(&bytes(end), "a", reader).expect(end);
            assert_eq!(doc.meta.language, tag, "{end}");
        }
    }
}

#[test]
fn series_of_a_code_have_identifiers_of_their_own_where_their_numbers_meet() {
    let text = "Code des parcs\n\
        Partie législative\n\
        Article L. 121-1\nLes parcs sont ouverts au public.\n\
        Article L. 121-2\nLes parcs sont entretenus par les communes.\n\
        Partie réglementaire\n\
        Article R. 121-1\nLe maire fixe les heures.\n\
        Article D. 121-1\nLe maire fixe les tarifs.\n\
        Article R. 121-3\nLe maire nomme les gardiens.\n\
        Article R. 121-1\nLe maire nomme les jardiniers.\n";
    let doc =
        document(text.as_bytes(), "a.txt", reader_named("text").expect("a reader")).expect("a document");
    let mut ids = vec![];
    events(&doc, |e| match e {
        Event::Enter(p) if p.level == Level::Article => ids.push(p.id.0.as_str()),
        _ => {}
    });
    assert_eq!(ids, ["art-121_1", "art-121_2", "art-R121_1", "art-D121_1", "art-121_3", "art-R121_1.dup-2"]);
}
