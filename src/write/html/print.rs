//! The page on paper: the profile's paper, type area, sizes and faces as rules for printing (CSS Paged Media 3).

use crate::font::FaceRole;
use crate::number::Level;
use crate::present::{Class, Shown};
use crate::profile::{Align, Style, Writing};
use std::fmt::Write as _;

/// Levels of containers whose headings a profile sets.
const LEVELS: &[Level] = &[
    Level::Document,
    Level::Annex,
    Level::Part,
    Level::Subpart,
    Level::Chapter,
    Level::Section,
    Level::Subsection,
];
/// Headings below the title.
const BELOW: usize = 5;

/// The rules of a profile for a document.
pub fn rules(shown: &Shown, title: &str) -> String {
    // Lines of the page run from left to right on paper too.
    let p = &shown.profile.written(Writing::Horizontal);
    let (right, bottom) = (p.paper.0 - p.origin.0 - p.width(), p.paper.1 - p.origin.1 - p.height());
    let mut out = String::from("@media print {\n");
    let (left, top) = p.origin;
    let _ = writeln!(
        out,
        "@page {{ size: {:.2}pt {:.2}pt; margin: {top:.2}pt {right:.2}pt {bottom:.2}pt {left:.2}pt; }}",
        p.paper.0, p.paper.1
    );
    let (before, after) = p.folio.around;
    let number = format!(
        "content: \"{before}\" counter(page) \"{after}\"; font: {}pt {};",
        p.folio.size,
        family(p.body.role)
    );
    if p.folio.outer.is_some() {
        let _ = writeln!(out, "@page :right {{ @bottom-right {{ {number} }} }}");
        let _ = writeln!(out, "@page :left {{ @bottom-left {{ {number} }} }}");
    } else {
        let _ = writeln!(out, "@page {{ @bottom-center {{ {number} }} }}");
    }
    if p.mirrored {
        let _ = writeln!(out, "@page :left {{ margin-left: {right:.2}pt; margin-right: {left:.2}pt; }}");
    }
    if let Some(head) = p.head {
        let said = title.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " ");
        let head = format!("content: \"{said}\"; font: {}pt {};", head.size, family(head.role));
        let _ = writeln!(
            out,
            "@page {{ @top-center {{ {head} }} }}\n@page :first {{ @top-center {{ content: none; }} }}"
        );
    }
    out.push_str(
        "html { scroll-padding: 0; }\n\
         body { display: block; background: none; color: #000; }\n\
         .bar, .skip, #tw-contents, #tw-preview, .anchor { display: none !important; }\n\
         .tiaowen .ref, .tiaowen .term { text-decoration: none; }\n\
         main, main > article { max-width: none; margin: 0; padding: 0; }\n\
         .tiaowen a { color: inherit; text-decoration: none; }\n\
         .tiaowen :target { background: none; }\n\
         .tiaowen p { margin: 0; orphans: 2; widows: 2; }\n\
         .tiaowen aside { border: 0; padding: 0; color: inherit; }\n\
         .tiaowen .table { overflow: visible; }\n\
         .tiaowen thead { display: table-header-group; }\n\
         .tiaowen tr, .tiaowen img { break-inside: avoid; }\n\
         .tiaowen .annex, .tiaowen .document { margin: 0; border: 0; break-before: page; }\n",
    );
    let pitch = p.lines.1;
    for (selector, style) in [
        (".tiaowen", p.body),
        (".tiaowen h1", p.title),
        (".tiaowen .note", p.note),
        (".tiaowen .run", p.run[0]),
        (".tiaowen .closing", p.closing),
        (".tiaowen .agency", Class::Agency.style(p)),
        (".tiaowen aside", p.footnote),
        (".tiaowen caption", p.caption),
        (".tiaowen :is(td, th)", p.cell),
    ] {
        let _ = writeln!(out, "{selector} {{ {} }}", rule(&style, pitch));
    }
    let headings = &shown.headings;
    for level in LEVELS {
        let style = headings.style(p, *level, 0);
        let _ = writeln!(
            out,
            ".tiaowen .{} > :is(h2, h3, h4, h5, h6) {{ {} }}",
            level.name(),
            rule(&style, pitch)
        );
    }
    for depth in 0..BELOW {
        let style = headings.style(p, Level::Other, depth);
        let _ = writeln!(out, ".tiaowen .other > h{} {{ {} }}", depth + 2, rule(&style, pitch));
    }
    let _ =
        writeln!(out, ".tiaowen .no {{ font-family: {}; font-weight: normal; }}", family(p.article_number));
    out.push_str(
        ".tiaowen :is(h2, h3, h4, h5, h6, li) .no { font: inherit; }\n\
         .tiaowen strong { font-family: var(--hei); font-weight: normal; }\n",
    );
    out.push_str("}\n");
    out
}

/// The declarations of a style. How cells are aligned, the cells say.
fn rule(s: &Style, pitch: f32) -> String {
    let mut out = format!(
        "font: {}pt/{:.2}pt {}; font-weight: normal; margin-top: {:.2}pt; margin-bottom: {:.2}pt;",
        s.size,
        pitch * s.leading,
        family(s.role),
        s.before * pitch,
        s.after * pitch
    );
    if s.keep_with_next {
        out.push_str(" break-after: avoid;");
    }
    if s.right > 0.0 {
        let _ = write!(out, " margin-right: {}em;", s.right);
    }
    match s.align {
        Align::Centre => out.push_str(" text-align: center; text-indent: 0;"),
        Align::Right => out.push_str(" text-align: right; text-indent: 0;"),
        Align::Left | Align::Justify if s.indent > 0.0 => {
            let _ = write!(out, " text-indent: {}em;", s.indent);
        }
        Align::Left | Align::Justify => {}
    }
    out
}

/// The families of a face.
const fn family(role: FaceRole) -> &'static str {
    match role {
        FaceRole::Song | FaceRole::Xiaobiaosong => "var(--song)",
        FaceRole::Hei => "var(--hei)",
        FaceRole::Kai => "var(--kai)",
        FaceRole::Fangsong => "STFangsong, FangSong, var(--song)",
    }
}
