package ai.genops.server;

import ai.genops.lake.DataKeys;
import ai.genops.log.Encryption;
import ai.genops.log.KeyRing;
import ai.genops.log.LogConfig;
import ai.genops.pipeline.config.Section;
import ai.genops.server.backup.BackupPlan;
import ai.genops.server.backup.BackupSettings;
import ai.genops.server.budget.BudgetSettings;
import ai.genops.server.health.HealthSettings;
import ai.genops.server.splunk.SplunkSettings;
import ai.genops.source.config.BufferSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What `server.yaml` says: where the API listens, the bounds of the log, and how the server watches itself.
///
/// @param deadLetters whether what finds no room in the log becomes dead letters, with destinations that do not say
///     otherwise
/// @param watched whether the configuration is read again when its files change
/// @param splunk where Splunk's clients are served
/// @param backups those that it makes by itself
/// @param budgets where the books are that it keeps for programs
/// @param strictSearch whether queries are read as Splunk reads them that do not say so themselves
/// @param internalIndex how often what HEC sources did becomes events of the index `_internal`; zero: never
/// @param dataKeys of the lake's data files
/// @param workers threads that may take records of the log through the pipelines at once
/// @param screen what may be done on its page
/// @param secretsRefresh how often the secrets of stores are fetched again
public record ServerConfig(
        String host,
        int apiPort,
        LogConfig log,
        boolean deadLetters,
        HealthSettings health,
        Duration secretsRefresh,
        boolean watched,
        SplunkSettings splunk,
        List<BackupPlan> backups,
        BudgetSettings budgets,
        boolean strictSearch,
        Duration internalIndex,
        DataKeys dataKeys,
        int workers,
        ScreenSettings screen) {
    /// @param folder what paths are relative to
    /// @param access whether there are users
    static ServerConfig read(
            Section section,
            int portOffset,
            Path folder,
            List<BufferSettings> buffers,
            SharedSettings shared,
            boolean access) {
        String host = section.text("host", "127.0.0.1");
        int port = section.integer("api_port", ServerOptions.API_PORT, 0, 65_535);
        Section block = section.section("log");
        LogDefaults defaults = LogDefaults.of(block, buffers, shared);
        LogConfig log = LogSettings.read(block, defaults);
        boolean deadLetters = LogSettings.overflow(block, defaults).equals("dead_letter");
        HealthSettings health = HealthSettings.read(section.section("health"));
        Duration secretsRefresh = secretsRefresh(section.section("secrets"));
        boolean watched = section.choice("reload", "on_change", List.of("on_change", "manual"))
                .equals("on_change");
        SplunkSettings splunk = SplunkSettings.read(section, host, portOffset, folder);
        Section backup = section.section("backup");
        List<BackupPlan> backups = Stream.concat(
                        BackupSettings.read(backup, folder).stream(), shared.backups().stream())
                .toList();
        BackupSettings.requireApart(backups, backup);
        BudgetSettings budgets = BudgetSettings.read(section.section("budgets"));
        boolean strictSearch = strictSearch(section.section("search"));
        Duration internalIndex = internalIndex(section.section("internal_index"));
        DataKeys dataKeys = dataKeys(section.section("lake"));
        ScreenSettings screen = ScreenSettings.read(section.section("screen"), access);
        section.finish();
        return new ServerConfig(
                host,
                port == 0 ? 0 : port + portOffset,
                log,
                deadLetters,
                health,
                secretsRefresh,
                watched,
                splunk,
                backups,
                budgets,
                strictSearch,
                internalIndex,
                dataKeys,
                shared.performance().workers(),
                screen);
    }

    private static Duration internalIndex(Section internal) {
        Duration every = internal.duration("every", Duration.ZERO);
        boolean usable = every.isZero()
                || (every.compareTo(Duration.ofSeconds(1)) >= 0 && every.compareTo(Duration.ofDays(1)) <= 0);
        String text = "`every` of the internal index must be from 1 second to 1 day, or 0 for never, is ";
        internal.problems().require(usable, internal.at("every"), text + internal.text("every", ""), "Write `1m`.");
        internal.finish();
        return every;
    }

    private static DataKeys dataKeys(Section lake) {
        EncryptionKeys keys = EncryptionKeys.read(lake, "lake");
        lake.finish();
        return keys.isEmpty() ? DataKeys.NONE : new DataKeys(keys.byId(), keys.encrypt() ? new SecureRandom() : null);
    }

    private static boolean strictSearch(Section search) {
        boolean strict = search.flag("strict", false);
        search.finish();
        return strict;
    }

    private static Duration secretsRefresh(Section secrets) {
        Duration refresh = secrets.duration("refresh", Duration.ofMinutes(1));
        String text = "`refresh` of the secrets must be longer than 0, is " + secrets.text("refresh", "");
        secrets.problems().require(refresh.isPositive(), secrets.at("refresh"), text, "Write `60s`.");
        secrets.finish();
        return refresh.isPositive() ? refresh : Duration.ofMinutes(1);
    }

    /// The keys that the log is read with; null if it is not encrypted.
    public @Nullable KeyRing keys() {
        Encryption encryption = log.encryption();
        return encryption == null ? null : encryption.keys();
    }
}
