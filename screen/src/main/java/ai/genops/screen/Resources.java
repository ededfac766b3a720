package ai.genops.screen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/// Reads the page's files, and the libraries' out of their WebJars.
final class Resources {
    private static final String WEBJARS = "/META-INF/resources/webjars/";

    /// Where a library's file is in its WebJar, of whichever version there is.
    private static final Map<String, String> LIBRARIES = Map.of(
            "lib/preact.js", "preact/%s/dist/preact.module.js",
            "lib/hooks.js", "preact/%s/hooks/dist/hooks.module.js");

    private Resources() {}

    static String text(String name) {
        String library = LIBRARIES.get(name);
        return library == null ? read("page/" + name) : module(read(WEBJARS + library.formatted(preact())));
    }

    /// A browser resolves no bare names; an import map would be inline code. Maps of sources are not served.
    private static String module(String source) {
        return source.replace("from\"preact\"", "from\"./preact.js\"").replaceFirst("//# sourceMappingURL=\\S+", "");
    }

    private static String preact() {
        try (var in = Resources.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/preact/pom.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String resource) {
        try (var in = Resources.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the page names `" + resource + "`, which is not there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
