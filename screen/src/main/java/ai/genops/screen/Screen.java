package ai.genops.screen;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// All files of the page, read once and kept compressed. Immutable.
///
/// `index.html` names every file, so that a browser asks for all of them at once instead of following imports. Their
/// paths hold a digest of everything, `/assets/<build>/app.js`: they may be kept for ever, and no browser ever mixes
/// files of two versions.
public final class Screen {
    /// The path of the assets.
    public static final String ASSETS = "/assets/";

    /// What the page may do (Content Security Policy, level 3): only what this server sends, nothing inline, no
    /// plug-in, in nobody's frame. Images as `data:` are the page's own, made from nothing that was received.
    public static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
                    + "require-trusted-types-for 'script'; trusted-types 'none'";

    private static final String BUILD = "BUILD";
    private static final Pattern NAMED = Pattern.compile("\"" + ASSETS + BUILD + "/([^\"]+)\"");

    private final Asset index;
    private final String build;
    private final Map<String, Asset> assets;

    private Screen(Asset index, String build, Map<String, Asset> assets) {
        this.index = index;
        this.build = build;
        this.assets = assets;
    }

    /// Reads the page.
    ///
    /// @throws IllegalStateException if a file that it names is not there
    public static Screen load() {
        String index = Resources.text("index.html");
        Map<String, String> texts = new TreeMap<>();
        NAMED.matcher(index).results().forEach(named -> texts.put(named.group(1), Resources.text(named.group(1))));
        String build = Digest.of(index + texts);
        Map<String, Asset> assets = new TreeMap<>();
        texts.forEach((name, text) -> assets.put(name, Asset.of(name, text)));
        return new Screen(Asset.of("index.html", index.replace(BUILD, build)), build, Map.copyOf(assets));
    }

    /// The page itself; every address of the page is answered with it.
    public Asset index() {
        return index;
    }

    /// The asset at a path after [#ASSETS]; null if there is none, or it is another version's.
    public @Nullable Asset asset(String path) {
        String prefix = build + "/";
        return path.startsWith(prefix) ? assets.get(path.substring(prefix.length())) : null;
    }

    /// Paths of all assets.
    public List<String> paths() {
        return assets.keySet().stream()
                .map(name -> ASSETS + build + "/" + name)
                .sorted()
                .toList();
    }

    /// What a browser without anything kept has to fetch, in bytes.
    public long compressedBytes() {
        return index.gzip().length
                + assets.values().stream()
                        .mapToLong(asset -> asset.gzip().length)
                        .sum();
    }
}
