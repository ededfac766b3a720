package ai.genops.destination.snowflake;

import ai.genops.destination.http.Compression;
import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the block of a Snowflake destination says.
///
/// @param url instead of the account's own address; empty: that
/// @param target where the events of routes go that name no table; null: every route names one
/// @param channel the name under which this server writes; no two servers may share one for a table
/// @param variantColumn the only column, which holds the whole event; empty: a column per member
/// @param template null: the JSON an event is stored as
/// @param maxRequestBytes of rows, before compression
/// @param missing what is not configured, in words
record SnowflakeSettings(
        Secret account,
        Secret url,
        Secret user,
        Secret privateKey,
        Secret passphrase,
        Secret database,
        Secret schema,
        @Nullable Target target,
        String channel,
        String variantColumn,
        @Nullable PayloadTemplate template,
        HttpSettings http,
        Compression compression,
        int maxRequestBytes,
        Commit commit,
        List<String> missing) {
    /// Snowflake takes 16 MB in a request, of which rows are 4 MB, says its page.
    private static final int USUAL_REQUEST_BYTES = 4_000_000;

    private static final int MOST_REQUEST_BYTES = 16_000_000;

    /// How long what was taken may take to be in the table, and how often to ask.
    record Commit(Duration timeout, Duration interval) {}

    static SnowflakeSettings read(String id, Section section) {
        var block = new DestinationBlock(section);
        Secret account = block.required("account");
        Secret user = block.required("user");
        Secret key = block.required("private_key");
        Secret passphrase = block.optional("private_key_passphrase");
        unused(section);
        var settings = new SnowflakeSettings(
                account,
                section.has("url") ? block.address("url") : new Secret("", ""),
                user,
                key,
                passphrase,
                identifier(block, "database"),
                identifier(block, "schema"),
                Target.read(section),
                channel(id, section),
                Names.identifier(section, "variant_column"),
                block.template("payload_template"),
                HttpSettings.read(section),
                Compression.read(section, new Compression(Compression.Coding.GZIP, 6)),
                maxRequestBytes(section),
                commit(section),
                block.missing());
        settings.check(section);
        return settings;
    }

    private void check(Section section) {
        if (account.isPresent() && url.value().isEmpty()) {
            String text = "`account` is not a Snowflake account identifier";
            boolean right = Account.isIdentifier(account.value());
            section.problems().require(right, section.at("account"), text, "Write `organisation-account`.");
        }
        if (privateKey.isPresent() && passphrase.isPresent()) {
            try {
                PrivateKeys.read(privateKey.value(), passphrase.value());
            } catch (PrivateKeys.UnusableException e) {
                section.problems().error(section.at("private_key"), "`private_key` " + e.getMessage(), e.remedy());
            }
        }
        Names.checkTemplate(template, "payload_template", section);
        String both = "`variant_column` takes whole events, and `payload_template` makes columns";
        boolean one = template == null || variantColumn.isEmpty();
        section.problems().require(one, section.at("variant_column"), both, "Remove one of them.");
    }

    private static void unused(Section section) {
        String role = "`role` cannot be chosen: Snowflake takes the user's default role";
        boolean none = !section.has("role");
        section.problems()
                .require(none, section.at("role"), role, "Set it with `ALTER USER ... SET DEFAULT_ROLE`; remove this.");
        if (section.has("warehouse")) {
            String text = "`warehouse` means nothing: streaming needs none";
            section.problems().note(section.at("warehouse"), text, "Remove it.");
        }
    }

    private static Secret identifier(DestinationBlock block, String key) {
        Secret value = block.required(key);
        if (value.isPresent()) {
            Names.check(block.section(), key, value.value());
        }
        return value;
    }

    /// The same after a restart. Snowflake compares these in capitals in one place and as they are in another.
    private static String channel(String id, Section section) {
        String own = Names.identifier(section, "channel");
        if (!own.isEmpty()) {
            return own.toUpperCase(Locale.ROOT);
        }
        String plain = id.replaceAll("[^A-Za-z0-9]", "_");
        String told = plain.equals(id.replace('-', '_')) && !id.contains("-") ? "" : "_" + hex(id);
        return ("GENOPS_" + plain + told).toUpperCase(Locale.ROOT);
    }

    private static String hex(String text) {
        return Integer.toHexString(text.hashCode());
    }

    private static int maxRequestBytes(Section section) {
        long bytes = section.bytes("max_request_size", USUAL_REQUEST_BYTES);
        boolean fits = bytes >= 1000 && bytes <= MOST_REQUEST_BYTES;
        String text = "`max_request_size` must be from 1 KB to 16 MB, is " + bytes + " bytes";
        section.problems().require(fits, section.at("max_request_size"), text, "");
        return Math.clamp(bytes, 1000, MOST_REQUEST_BYTES);
    }

    private static Commit commit(Section section) {
        Duration timeout = section.duration("commit_timeout", Duration.ofMinutes(2));
        Duration interval = section.duration("commit_interval", Duration.ofSeconds(1));
        boolean positive = interval.toMillis() > 0 && timeout.compareTo(interval) >= 0;
        String text = "`commit_timeout` must be as long as `commit_interval` or longer, and both longer than 0";
        section.problems().require(positive, section.at("commit_timeout"), text, "");
        return new Commit(timeout, interval);
    }
}
