//! Pictures as image objects (ISO 32000-1, 8.9): JPEG as it is, PNG as plain samples on white.

use crate::ir::{Picture, frame};
use crate::pack::pdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, name, reference};
use crate::pack::png;
use crate::typeset::Pages;

/// The name of a picture in the resources of pages.
pub fn resource(index: usize) -> String {
    format!("TwIm{index}")
}

/// The image object of a picture; `None` where its data are broken.
pub fn image(picture: &Picture) -> Option<Stream> {
    let (size, components, data, jpeg) = if picture.mime == "image/jpeg" {
        let (size, components) = frame(&picture.bytes)?;
        (size, components, picture.bytes.clone(), true)
    } else {
        let s = png::samples(&picture.bytes)?;
        (s.size, s.components, s.data, false)
    };
    let space = if components == 1 { "DeviceGray" } else { "DeviceRGB" };
    let mut d = dictionary([
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", i64::from(size.0).into()),
        ("Height", i64::from(size.1).into()),
        ("ColorSpace", name(space)),
        ("BitsPerComponent", 8.into()),
    ]);
    if jpeg {
        d.set("Filter", name("DCTDecode"));
    }
    Some(Stream::new(d, data))
}

/// Adds the images to the resources of the pages that show them.
pub fn write(document: &mut Document, page_ids: &[ObjectId], pages: &Pages, images: Vec<Option<Stream>>) {
    let ids: Vec<Option<ObjectId>> =
        images.into_iter().map(|i| i.map(|stream| document.add_object(stream))).collect();
    for (sheet, page) in pages.sheets.iter().zip(page_ids) {
        let shown = sheet.rows.iter().flat_map(|r| &r.segments).filter_map(|s| s.picture.as_ref());
        let mut objects = Dictionary::new();
        for p in shown {
            if let Some(Some(id)) = ids.get(p.index) {
                objects.set(resource(p.index), reference(*id));
            }
        }
        if objects.is_empty() {
            continue;
        }
        let own = document.get_dictionary(*page).ok().and_then(|d| d.get(b"Resources").ok()).cloned();
        let (holder, inline) = match own {
            Some(Object::Reference(id)) => (id, false),
            _ => (*page, true),
        };
        let Ok(d) = document.get_dictionary_mut(holder) else { continue };
        if inline {
            if let Ok(resources) = d.get_mut(b"Resources").and_then(Object::as_dict_mut) {
                resources.set("XObject", objects);
            }
        } else {
            d.set("XObject", objects);
        }
    }
}
