// What docx4j reads of Word files. A line for every file (F), paragraph (P: its number, a tab, its text), heading (H, by
// outline level of its style), note (N), table (T, with its rows), ruby (R: base, a bar, annotation), stretch with dots (D)
// and link (L: text, a bar, target).

import jakarta.xml.bind.JAXBElement;
import java.io.File;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;
import org.docx4j.TextUtils;
import org.docx4j.XmlUtils;
import org.docx4j.model.listnumbering.Emulator;
import org.docx4j.openpackaging.packages.WordprocessingMLPackage;
import org.docx4j.openpackaging.parts.relationships.RelationshipsPart;
import org.docx4j.wml.CTRuby;
import org.docx4j.wml.CTRubyContent;
import org.docx4j.wml.ContentAccessor;
import org.docx4j.wml.P;
import org.docx4j.wml.PPr;
import org.docx4j.wml.R;
import org.docx4j.wml.SdtBlock;
import org.docx4j.wml.Style;
import org.docx4j.wml.Tbl;

public class Docx4j {
    static WordprocessingMLPackage file;
    static RelationshipsPart relations;
    static PrintStream out;

    public static void main(String[] args) throws Exception {
        out = new PrintStream(System.out, true, "UTF-8");
        for (String path : args) {
            out.println("F " + path);
            file = WordprocessingMLPackage.load(new File(path));
            relations = file.getMainDocumentPart().getRelationshipsPart();
            walk(file.getMainDocumentPart().getContent(), "P ");
            var notes = file.getMainDocumentPart().getFootnotesPart();
            if (notes == null) continue;
            relations = notes.getRelationshipsPart();
            for (var note : notes.getContents().getFootnote()) walk(note.getContent(), "N ");
        }
    }

    static String line(Object o) throws Exception {
        var text = new StringWriter();
        TextUtils.extractText(o, text);
        return text.toString().replace('\n', ' ');
    }

    static String all(CTRubyContent part) throws Exception {
        var text = new StringBuilder();
        for (Object run : part.getEGRubyContent()) text.append(line(run));
        return text.toString();
    }

    static void walk(List<Object> content, String kind) throws Exception {
        for (Object each : content) {
            Object o = XmlUtils.unwrap(each);
            if (o instanceof P p) {
                out.println((kind.equals("P ") && heading(p) ? "H " : kind) + number(p) + "\t" + line(p));
                marks(p.getContent());
            } else if (o instanceof Tbl t) {
                long rows = t.getContent().stream().filter(r -> XmlUtils.unwrap(r) instanceof org.docx4j.wml.Tr).count();
                out.println("T " + rows);
                walk(t.getContent(), kind);
            } else if (o instanceof SdtBlock s) {
                walk(s.getSdtContent().getContent(), kind);
            } else if (o instanceof ContentAccessor c) {
                walk(c.getContent(), kind);
            }
        }
    }

    static void marks(List<Object> content) throws Exception {
        for (Object each : content) {
            Object o = XmlUtils.unwrap(each);
            if (o instanceof CTRuby ruby) {
                out.println("R " + all(ruby.getRubyBase()) + "|" + all(ruby.getRt()));
            } else if (o instanceof P.Hyperlink link) {
                var relation = link.getId() == null || relations == null ? null : relations.getRelationshipByID(link.getId());
                if (relation != null) out.println("L " + line(link) + "|" + relation.getTarget());
                marks(link.getContent());
            } else if (o instanceof R run) {
                if (run.getRPr() != null && run.getRPr().getEm() != null) out.println("D " + line(run));
                marks(run.getContent());
            }
        }
    }

    static PPr of(P p) {
        return p.getPPr() == null ? new PPr() : p.getPPr();
    }

    /** The number that its own emulation of Word's counters gives. */
    static String number(P p) {
        try {
            var number = Emulator.getNumber(file, of(p));
            return number == null || number.getNumString() == null ? "" : number.getNumString();
        } catch (RuntimeException e) {
            return "";
        }
    }

    static boolean heading(P p) {
        if (of(p).getPStyle() == null) return false;
        Style style = file.getMainDocumentPart().getStyleDefinitionsPart().getStyleById(of(p).getPStyle().getVal());
        return style != null && style.getPPr() != null && style.getPPr().getOutlineLvl() != null;
    }
}
