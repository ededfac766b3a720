package ai.genops.server.edit;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a search can be saved as: each is a file of its own in the configuration, so that nothing that is there has to
/// be changed, and undoing takes the file away.
public enum NewFile {
    /// In YAML.
    ALERT("alerts/%s.yaml"),
    /// A stanza of savedsearches.conf, in a folder below `searches/`.
    REPORT("searches/%s/savedsearches.conf"),
    /// In Simple XML.
    DASHBOARD("dashboards/%s.xml");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private final String file;

    NewFile(String file) {
        this.file = file;
    }

    /// Its name for programs and in the history.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The change that makes it.
    ///
    /// @throws IllegalArgumentException if the id cannot be a file's name
    public Edits.Request holding(@Nullable String text, String id, String who, String reason) {
        return new Edits.Request(file.formatted(checked(key(), id)), key() + " " + id, null, text, who, reason, 0);
    }

    /// The id, if it can be a file's name.
    ///
    /// @throws IllegalArgumentException if it cannot
    static String checked(String key, String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("`" + key
                    + "` must be up to 64 of a to z, A to Z, 0 to 9, `_` and `-`, not beginning with the last two, is `"
                    + id + "`");
        }
        return id;
    }
}
