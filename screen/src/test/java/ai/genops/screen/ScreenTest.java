package ai.genops.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final Path PAGE = Path.of("src/main/resources/ai/genops/screen/page");
    private static final Pattern IMPORT = Pattern.compile("(?:from ?|import ?)['\"]([^'\"]+)['\"]");
    private static final long MOST_BYTES = 350_000;

    private final Screen screen = Screen.load();

    @Test
    void theIndexNamesEveryFileAndNoOther() throws IOException {
        var named = new TreeSet<String>();
        screen.paths().forEach(path -> named.add(name(path)));
        var there = new TreeSet<>(List.of("lib/hooks.js", "lib/preact.js"));
        try (var files = Files.list(PAGE)) {
            files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.equals("index.html"))
                    .forEach(there::add);
        }
        assertThat(named).isEqualTo(there);
    }

    @Test
    void everyImportIsAFileOfThePage() {
        var names = new TreeSet<String>();
        screen.paths().forEach(path -> names.add(name(path)));
        for (String path : screen.paths()) {
            Matcher imports = IMPORT.matcher(name(path).endsWith(".js") ? text(path) : "");
            while (imports.find()) {
                assertThat(imports.group(1)).as(path).startsWith("./");
                String wanted = Path.of(name(path))
                        .resolveSibling(imports.group(1))
                        .normalize()
                        .toString();
                assertThat(names).as(path).contains(wanted);
            }
        }
    }

    @Test
    void theFirstLoadIsSmall() {
        System.out.println("ScreenTest: first load " + screen.compressedBytes() + " bytes, compressed");
        assertThat(screen.compressedBytes()).isLessThan(MOST_BYTES);
    }

    @Test
    void nothingIsInlineAndNothingComesFromElsewhere() {
        String index = new String(screen.index().plain(), StandardCharsets.UTF_8);
        assertThat(index).doesNotContain("BUILD").doesNotContainPattern("<style|style=|onload=|<script>");
        List<String> elsewhere = new ArrayList<>();
        for (String path : screen.paths()) {
            Matcher addresses = Pattern.compile("https?://[^'\"`\\s)]+").matcher(text(path));
            while (addresses.find()) {
                // Names of XML's vocabularies, which nothing fetches.
                if (!addresses.group().startsWith("http://www.w3.org/")) {
                    elsewhere.add(name(path) + ": " + addresses.group());
                }
            }
            assertThat(text(path))
                    .as(path)
                    .doesNotContain("dangerouslySetInnerHTML: ", "insertAdjacentHTML", "eval(\"");
        }
        assertThat(elsewhere).isEmpty();
        assertThat(Screen.POLICY)
                .contains("default-src 'none'")
                .doesNotContain("unsafe")
                .doesNotContain("http");
    }

    @Test
    void anAssetIsTheSameCompressed() throws IOException {
        for (String path : screen.paths()) {
            Asset asset = asset(path);
            var gzip = new GZIPInputStream(new ByteArrayInputStream(asset.gzip()));
            assertThat(gzip.readAllBytes()).as(path).isEqualTo(asset.plain());
            assertThat(asset.etag()).matches("\"[0-9a-f]{20}\"");
        }
    }

    @Test
    void anotherVersionsAssetsAreNotThere() {
        assertThat(screen.asset("0123456789abcdef0123/app.js")).isNull();
        assertThat(screen.asset("../index.html")).isNull();
    }

    private String text(String path) {
        return new String(asset(path).plain(), StandardCharsets.UTF_8);
    }

    private Asset asset(String path) {
        return Objects.requireNonNull(screen.asset(path.substring(Screen.ASSETS.length())), path);
    }

    private static String name(String path) {
        return path.replaceFirst(Screen.ASSETS + "[0-9a-f]+/", "");
    }
}
