package ai.genops.acceptance;
import java.net.URI;
import java.nio.file.*;
public class Looks {
    public static void main(String[] a) throws Exception {
        // base out [name path theme width]...
        try (var c = Chromium.start(Files.createTempDirectory("chr"))) {
            for (int i = 2; i < a.length; i += 4) {
                Page p = c.page();
                int w = Integer.parseInt(a[i+3]);
                p.size(w, w < 600 ? 844 : 900, 1);
                p.scheme(a[i+2]);
                p.go(URI.create(a[0] + a[i+1]));
                Thread.sleep(1500);
                try { p.await("!document.querySelector('.skeleton, .waiting')"); } catch (Exception e) { System.out.println("still loading " + a[i]); }
                Thread.sleep(400);
                p.screenshot(Path.of(a[1], a[i] + ".png"), 1900);
                System.out.println(a[i] + " overflow=" + p.evaluate("document.documentElement.scrollWidth - innerWidth") + " errors=" + p.errors);
            }
        }
    }
}
