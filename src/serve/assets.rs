//! The files of the page, in the program.

use super::answer::Answer;

/// Path, media type, bytes.
const FILES: &[(&str, &str, &[u8])] = &[
    ("/", "text/html; charset=utf-8", include_bytes!("../../web/index.html")),
    ("/style.css", "text/css; charset=utf-8", include_bytes!("../../web/style.css")),
    ("/app.js", SCRIPT, include_bytes!("../../web/app.js")),
    ("/api.js", SCRIPT, include_bytes!("../../web/api.js")),
    ("/words.js", SCRIPT, include_bytes!("../../web/words.js")),
    ("/dom.js", SCRIPT, include_bytes!("../../web/dom.js")),
    ("/source.js", SCRIPT, include_bytes!("../../web/source.js")),
    ("/tree.js", SCRIPT, include_bytes!("../../web/tree.js")),
    ("/page.js", SCRIPT, include_bytes!("../../web/page.js")),
    ("/correct.js", SCRIPT, include_bytes!("../../web/correct.js")),
    ("/forms.js", SCRIPT, include_bytes!("../../web/forms.js")),
    ("/take.js", SCRIPT, include_bytes!("../../web/take.js")),
    ("/corpus.js", SCRIPT, include_bytes!("../../web/corpus.js")),
];
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The file of a path.
pub fn file(path: &str) -> Option<Answer> {
    FILES.iter().find(|(p, ..)| *p == path).map(|(_, mime, bytes)| Answer::page(mime, *bytes))
}
