//! A parsed face: its characters, advances, outlines, names and substitutions. The one file that names skrifa.

use skrifa::charmap::{Charmap, MapVariant};
use skrifa::instance::{LocationRef, NormalizedCoord, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlineGlyphCollection};
use skrifa::raw::tables::gsub::{ExtensionSubtable, SingleSubst, SubstitutionLookup};
use skrifa::raw::tables::name::NameRecord;
use skrifa::raw::tables::os2::SelectionFlags;
use skrifa::raw::types::BigEndian;
use skrifa::raw::{FileRef, FontRef, TableProvider, TableRecord};
use skrifa::{GlyphId, GlyphId16, MetadataProvider};

pub use skrifa::Tag;
pub use skrifa::instance::NormalizedCoord as Coordinate;
pub use skrifa::outline::OutlinePen;

/// The axis of weights (OpenType 1.9, registered axes).
pub const WEIGHT: Tag = Tag::new(b"wght");

/// Names of a face (OpenType 1.9, name).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// Of its family.
    Family = 1,
    /// Of the face among those of its family: Bold.
    Subfamily = 2,
    /// For PostScript.
    PostScript = 6,
    /// Of the face, with that of its family.
    Full = 4,
    /// Of its family, where that has more than four faces.
    TypographicFamily = 16,
}

/// A parsed face.
pub struct Face<'a> {
    font: FontRef<'a>,
    characters: Charmap<'a>,
    metrics: GlyphMetrics<'a>,
    outlines: OutlineGlyphCollection<'a>,
    location: LocationRef<'a>,
    units: u16,
    glyphs: u16,
}

impl std::fmt::Debug for Face<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face")
            .field("units", &self.units)
            .field("glyphs", &self.glyphs)
            .finish_non_exhaustive()
    }
}

impl<'a> Face<'a> {
    /// The face of a file; of a collection the one with an index. `None` for what is no font.
    pub fn parse(data: &'a [u8], index: u32) -> Option<Self> {
        Self::at(data, index, &[])
    }

    /// How many faces a file holds.
    pub fn count(data: &[u8]) -> u32 {
        match FileRef::new(data) {
            Ok(FileRef::Collection(all)) => all.len(),
            Ok(FileRef::Font(_)) => 1,
            Err(_) => 0,
        }
    }

    /// The face of a variable font at a place of its axes; at that of the file where none is given.
    pub fn at(data: &'a [u8], index: u32, place: &'a [NormalizedCoord]) -> Option<Self> {
        let font = FontRef::from_index(data, index).ok()?;
        let units = font.head().ok()?.units_per_em();
        let glyphs = font.maxp().ok()?.num_glyphs();
        font.hhea().ok()?;
        Some(Self {
            characters: font.charmap(),
            metrics: font.glyph_metrics(Size::unscaled(), LocationRef::new(place)),
            outlines: font.outline_glyphs(),
            location: LocationRef::new(place),
            units: (units > 0).then_some(units)?,
            glyphs,
            font,
        })
    }

    /// The lightest and the boldest weight of a variable font.
    pub fn weights(&self) -> Option<(f32, f32)> {
        self.font.axes().get_by_tag(WEIGHT).map(|axis| (axis.min_value(), axis.max_value()))
    }

    /// Where a weight stands among the axes.
    pub fn place(&self, weight: f32) -> Vec<NormalizedCoord> {
        self.font.axes().location([(WEIGHT, weight)]).coords().to_vec()
    }

    /// Units of the em.
    pub const fn units(&self) -> u16 {
        self.units
    }

    /// How many glyphs there are.
    pub const fn glyphs(&self) -> u16 {
        self.glyphs
    }

    /// The glyph of a character; `None` where it has none of its own.
    pub fn glyph(&self, c: char) -> Option<u16> {
        known(self.characters.map(c)?)
    }

    /// The characters that have glyphs.
    pub fn characters(&self) -> impl Iterator<Item = u32> + use<'a> {
        self.characters.mappings().filter(|(_, glyph)| known(*glyph).is_some()).map(|(c, _)| c)
    }

    /// The glyph of a character in the form that a selector asks for (OpenType 1.9, `cmap` format 14).
    pub fn variant(&self, c: char, selector: char) -> Option<u16> {
        match self.characters.map_variant(c, selector)? {
            MapVariant::UseDefault => self.glyph(c),
            MapVariant::Variant(glyph) => known(glyph),
        }
    }

    /// How wide a glyph is, in units of the em.
    pub fn advance(&self, glyph: u16) -> Option<f32> {
        self.metrics.advance_width(GlyphId::from(glyph))
    }

    /// How far a glyph goes down in a vertical line, and how far above its baseline it begins there, in units of the em
    /// (OpenType 1.9, `vmtx` and `VORG`); `None` where the face has no vertical metrics.
    pub fn downwards(&self, glyph: u16) -> Option<(f32, f32)> {
        let id = GlyphId::from(glyph);
        let metrics = self.font.vmtx().ok()?;
        let advance = f32::from(metrics.advance(id)?);
        let origin = match self.font.vorg() {
            Ok(origins) => f32::from(origins.vertical_origin_y(id)),
            Err(_) => f32::from(metrics.side_bearing(id)?) + self.ink(glyph)?.3,
        };
        Some((advance, origin))
    }

    /// The box around what a glyph draws: left, lower, right and upper edge, in units of the em. `None` for a blank.
    pub fn ink(&self, glyph: u16) -> Option<(f32, f32, f32, f32)> {
        let b = self.metrics.bounds(GlyphId::from(glyph))?;
        (b.x_max > b.x_min).then_some((b.x_min, b.y_min, b.x_max, b.y_max))
    }

    /// Draws a glyph, upwards from the baseline, in units of the em; tells whether it has an outline.
    pub fn draw(&self, glyph: u16, pen: &mut impl OutlinePen) -> bool {
        let settings = DrawSettings::unhinted(Size::unscaled(), self.location);
        self.outlines.get(GlyphId::from(glyph)).is_some_and(|g| g.draw(settings, pen).is_ok())
    }

    /// What a feature puts in the place of a glyph (OpenType 1.9, GSUB lookup type 1).
    pub fn substitute(&self, feature: [u8; 4], glyph: u16) -> Option<u16> {
        let gsub = self.font.gsub().ok()?;
        let (features, lookups) = (gsub.feature_list().ok()?, gsub.lookup_list().ok()?);
        let wanted = Tag::new(&feature);
        let of_tag = features.feature_records().iter().filter(|f| f.feature_tag() == wanted);
        let found = of_tag.filter_map(|f| f.feature(features.offset_data()).ok());
        let mut indices =
            found.flat_map(|f| f.lookup_list_indices().iter().map(BigEndian::get).collect::<Vec<_>>());
        indices.find_map(|i| match lookups.lookups().get(usize::from(i)).ok()? {
            SubstitutionLookup::Single(l) => l.subtables().iter().find_map(|s| single(&s.ok()?, glyph)),
            SubstitutionLookup::Extension(l) => l.subtables().iter().find_map(|s| match s.ok()? {
                ExtensionSubtable::Single(s) => single(&s.extension().ok()?, glyph),
                _ => None,
            }),
            _ => None,
        })
    }

    /// Whether its licence bits forbid to embed it (OpenType 1.9, OS/2, fsType).
    pub fn is_restricted(&self) -> bool {
        /// Bits of which one at most is set, and that of a restricted licence.
        const USAGE: u16 = 0xf;
        const RESTRICTED: u16 = 2;
        self.font.os2().is_ok_and(|os2| os2.fs_type() & USAGE == RESTRICTED)
    }

    /// Whether it is a bold face.
    pub fn is_bold(&self) -> bool {
        self.font.os2().is_ok_and(|os2| os2.fs_selection().contains(SelectionFlags::BOLD))
    }

    /// A name, of those in Unicode the first.
    pub fn name(&self, named: Named) -> Option<String> {
        self.names().find(|(id, _)| *id == named as u16).map(|(_, name)| name)
    }

    /// Whether it or its family has a name, in any language.
    pub fn is_named(&self, name: &str) -> bool {
        const NAMES: [Named; 4] = [Named::Family, Named::Full, Named::PostScript, Named::TypographicFamily];
        self.names().any(|(id, n)| NAMES.iter().any(|k| *k as u16 == id) && n.eq_ignore_ascii_case(name))
    }

    /// Names in Unicode, each with what it is the name of.
    fn names(&self) -> impl Iterator<Item = (u16, String)> {
        /// Platforms: Unicode, and Windows with its encodings for symbols and for the basic plane.
        fn in_unicode(record: &NameRecord) -> bool {
            match record.platform_id() {
                0 => true,
                3 => matches!(record.encoding_id(), 0 | 1),
                _ => false,
            }
        }
        let names = self.font.name().ok();
        names.into_iter().flat_map(|names| {
            let data = names.string_data();
            let records = names.name_record().iter().filter(|r| in_unicode(r));
            let read = records
                .filter_map(move |r| Some((r.name_id().to_u16(), r.string(data).ok()?.chars().collect())));
            read.collect::<Vec<_>>()
        })
    }

    /// The bytes of a table.
    pub fn table(&self, tag: Tag) -> Option<&'a [u8]> {
        self.font.table_data(tag).map(|data| data.as_bytes())
    }

    /// All tables, as the file lists them.
    pub fn tables(&self) -> impl Iterator<Item = (Tag, &'a [u8])> {
        let tags = self.font.table_directory().table_records().iter().map(TableRecord::tag);
        tags.filter_map(|tag| Some((tag, self.table(tag)?)))
    }
}

/// A glyph, unless it is the one that says that there is none.
fn known(glyph: GlyphId) -> Option<u16> {
    u16::try_from(glyph.to_u32()).ok().filter(|id| *id != 0)
}

fn single(subtable: &SingleSubst, glyph: u16) -> Option<u16> {
    let id = GlyphId16::new(glyph);
    match subtable {
        SingleSubst::Format1(s) => {
            s.coverage().ok()?.get(id)?;
            Some(glyph.wrapping_add_signed(s.delta_glyph_id()))
        }
        SingleSubst::Format2(s) => {
            let at = s.coverage().ok()?.get(id)?;
            Some(s.substitute_glyph_ids().get(usize::from(at))?.get().to_u16())
        }
    }
}

/// The names of the glyphs that the codes of a bare CFF font stand for, by its own encoding (Adobe Technical Note 5176, 12).
pub fn encoded_names(cff: &[u8]) -> Option<Vec<Option<Vec<u8>>>> {
    use skrifa::raw::ps::cff::CffFontRef;
    let font = CffFontRef::new_cff(cff, 0, None).ok()?;
    let (encoding, charset) = (font.encoding()?, font.charset()?);
    let name = |code: u8| {
        let glyph = encoding.map(code)?;
        Some(font.string(charset.string_id(glyph).ok()?)?.to_vec())
    };
    Some((0..=255).map(name).collect())
}
