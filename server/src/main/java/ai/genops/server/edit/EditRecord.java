package ai.genops.server.edit;

import ai.genops.server.internal.LogRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A change of a file as a record of the log. It says which text became which by their SHA-256 and never what is in
/// them: whoever may search the event need not be one who may read the configuration.
public final class EditRecord {
    /// The input that such events come from.
    public static final String INPUT = "genops_changes";

    /// Where they belong, unless the configuration routes them elsewhere.
    private static final String INDEX = "genops_audit";

    private EditRecord() {}

    /// The parts of the log's record.
    public static ByteBuffer[] of(Edit edit) {
        String what = edit.undoes() > 0 ? "undone" : edit.before() == null ? "created" : "applied";
        LineDiff.Size size = LineDiff.size(edit.before(), edit.after());
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("genops.change.number", Long.toString(edit.number()));
        attributes.put("genops.change.action", what);
        attributes.put("genops.change.who", edit.who());
        attributes.put("genops.change.reason", edit.reason());
        attributes.put("genops.change.file", edit.file());
        attributes.put("genops.change.subject", edit.subject());
        attributes.put("genops.change.undoes", edit.undoes() > 0 ? Long.toString(edit.undoes()) : "");
        attributes.put("genops.change.lines_added", Long.toString(size.added()));
        attributes.put("genops.change.lines_removed", Long.toString(size.removed()));
        attributes.put("genops.change.sha256_before", sha256(edit.before()));
        attributes.put("genops.change.sha256_after", sha256(edit.after()));
        String body = edit.who() + " " + what + " " + edit.file() + ": " + edit.reason();
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("service.name", "genops");
        resource.put("splunk.index", INDEX);
        resource.put("splunk.sourcetype", "genops:change");
        var item = new LogRequest.Item(edit.millis(), body, "genops.change", attributes);
        return new LogRequest().add(resource, item).parts(INPUT);
    }

    private static String sha256(@Nullable String text) {
        if (text == null) {
            return "";
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM knows SHA-256", e);
        }
    }
}
