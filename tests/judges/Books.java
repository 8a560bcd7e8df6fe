import com.adobe.epubcheck.tool.EpubChecker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** EPUBCheck's own command for one book after another: most of its time for a single book is its start. */
class Books {
    public static void main(String[] books) {
        PrintStream out = System.out;
        int worst = 0;
        for (String book : books) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            System.setOut(new PrintStream(said, true));
            System.setErr(System.out);
            int status = new EpubChecker().run(new String[] {"--failonwarnings", book});
            worst = Math.max(worst, status);
            String text = said.toString();
            String sum = text.lines().filter(line -> line.startsWith("Messages: ")).findFirst().orElse("no sum");
            out.print(text);
            out.println(book + ": " + status + ", " + sum);
        }
        System.exit(worst);
    }
}
