// What docx4j reads of a Word file: a line for every paragraph (P), heading (H, by outline level or name of style) and
// table (T, with its rows).

import java.io.File;
import java.util.List;
import org.docx4j.TextUtils;
import org.docx4j.XmlUtils;
import org.docx4j.openpackaging.packages.WordprocessingMLPackage;
import org.docx4j.wml.ContentAccessor;
import org.docx4j.wml.P;
import org.docx4j.wml.SdtBlock;
import org.docx4j.wml.Style;
import org.docx4j.wml.Tbl;

public class Docx4j {
    static WordprocessingMLPackage file;

    public static void main(String[] args) throws Exception {
        file = WordprocessingMLPackage.load(new File(args[0]));
        walk(file.getMainDocumentPart().getContent());
        var notes = file.getMainDocumentPart().getFootnotesPart();
        if (notes != null) {
            for (var note : notes.getContents().getFootnote()) walk(note.getContent());
        }
    }

    static void walk(List<Object> content) throws Exception {
        for (Object each : content) {
            Object o = XmlUtils.unwrap(each);
            if (o instanceof P p) {
                var text = new java.io.StringWriter();
                TextUtils.extractText(p, text);
                System.out.println((heading(p) ? "H " : "P ") + text.toString().replace('\n', ' '));
            } else if (o instanceof Tbl t) {
                long rows = t.getContent().stream().filter(r -> XmlUtils.unwrap(r) instanceof org.docx4j.wml.Tr).count();
                System.out.println("T " + rows);
                walk(t.getContent());
            } else if (o instanceof SdtBlock s) {
                walk(s.getSdtContent().getContent());
            } else if (o instanceof ContentAccessor c) {
                walk(c.getContent());
            }
        }
    }

    static boolean heading(P p) {
        if (p.getPPr() == null || p.getPPr().getPStyle() == null) return false;
        Style style = file.getMainDocumentPart().getStyleDefinitionsPart().getStyleById(p.getPPr().getPStyle().getVal());
        return style != null && style.getPPr() != null && style.getPPr().getOutlineLvl() != null;
    }
}
