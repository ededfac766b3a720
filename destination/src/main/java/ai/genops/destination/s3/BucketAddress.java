package ai.genops.destination.s3;

import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.config.Section;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where files lie in S3, and how it is reached: `s3://bucket/prefix` with the connection's keys of a destination `s3`
/// (`region`, `endpoint`, `path_style`, `auth_type`, `access_key_id`, ..., `timeout`, `ca_file`). Two are equal if all
/// of that is.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Bucket naming rules</a>
public final class BucketAddress {
    private static final String SCHEME = "s3://";
    private static final Pattern FORM = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*?)/*)?");

    private final String bucket;
    /// Of all names; empty, or ends with a slash.
    private final String prefix;
    private final S3Connection connection;

    private BucketAddress(String bucket, String prefix, S3Connection connection) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.connection = connection;
    }

    /// Whether a text means S3 at all.
    public static boolean is(String text) {
        return text.startsWith(SCHEME);
    }

    /// Whether it names a bucket as buckets can be named.
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /// What a block says of it.
    ///
    /// @param text a valid one
    /// @param block with the connection's keys; what is wrong with them, or not configured, is among its problems
    public static BucketAddress read(String text, Section block) {
        var connecting = new DestinationBlock(block);
        S3Connection connection = S3Connection.read(connecting);
        connecting
                .missing()
                .forEach(missing -> block.problems()
                        .error(block.at(), "`" + text + "` cannot be reached: not configured: " + missing, ""));
        return parse(text, connection);
    }

    /// One that is reached with the credentials that the process was given.
    ///
    /// @param text a valid one
    /// @param endpoint of a store other than Amazon's; empty: Amazon's
    /// @param region empty: the environment's, or wherever the bucket is
    public static BucketAddress of(String text, String endpoint, String region) {
        return parse(text, new S3Connection(region, endpoint, !endpoint.isEmpty(), Access.GIVEN, HttpSettings.DEFAULT));
    }

    /// Another address that is reached in the same way.
    ///
    /// @param text a valid one
    public BucketAddress with(String text) {
        return parse(text, connection);
    }

    private static BucketAddress parse(String text, S3Connection connection) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not an address of a bucket: " + text);
        }
        String path = form.group(2);
        return new BucketAddress(form.group(1), path == null || path.isEmpty() ? "" : path + "/", connection);
    }

    String bucket() {
        return bucket;
    }

    String prefix() {
        return prefix;
    }

    /// Its files.
    ///
    /// @throws IOException if the certificates to trust cannot be read
    public Bucket connect() throws IOException {
        return new Bucket(this, Store.patient(connection));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BucketAddress that
                && bucket.equals(that.bucket)
                && prefix.equals(that.prefix)
                && connection.equals(that.connection);
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /// As it is written; without secrets.
    @Override
    public String toString() {
        return SCHEME + bucket + "/" + prefix;
    }
}
