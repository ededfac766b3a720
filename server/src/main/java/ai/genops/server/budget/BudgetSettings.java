package ai.genops.server.budget;

import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/// `budgets` of server.yaml: where the books are that this server keeps for programs.
///
/// @param url of the Redis or the PostgreSQL; null with another store
/// @param rules what goes before the rules of programs
public record BudgetSettings(Store store, @Nullable Secret url, DefinedRules rules) {
    /// Where books can be.
    public enum Store {
        /// In the data folder.
        LOCAL,
        /// In a PostgreSQL, for several servers.
        POSTGRESQL,
        /// In a Redis, for several servers.
        REDIS,
        /// Nowhere: nobody is served.
        NONE
    }

    public static BudgetSettings read(Section block) {
        Store store = Store.valueOf(block.choice("store", "local", List.of("local", "postgresql", "redis", "none"))
                .toUpperCase(java.util.Locale.ROOT));
        boolean isElsewhere = store == Store.REDIS || store == Store.POSTGRESQL;
        Secret url = isElsewhere || block.has("url") ? block.secret("url") : null;
        block.problems()
                .require(
                        isElsewhere || url == null,
                        block.at("url"),
                        "`url` is of a store that is `redis` or `postgresql`",
                        "Add `store: redis` or `store: postgresql`, or take `url` away.");
        block.problems()
                .require(
                        store != Store.REDIS || isRedis(url),
                        block.at("url"),
                        "`url` must be the address of a Redis (it is not shown, as it may hold a password)",
                        "Write `redis://localhost:6379`, or `rediss://...` with TLS.");
        block.problems()
                .require(
                        store != Store.POSTGRESQL || isPostgres(url),
                        block.at("url"),
                        "`url` must be the address of a PostgreSQL (it is not shown, as it may hold a password)",
                        "Write `jdbc:postgresql://localhost:5432/genops?user=genops&password=${NAME}`.");
        DefinedRules rules = DefinedRules.read(block.section("rules"));
        block.problems()
                .require(
                        store != Store.NONE || rules.isEmpty(),
                        block.at("rules"),
                        "`rules` are served with the books, and `store` is `none`",
                        "Take `store` or `rules` away.");
        block.finish();
        return new BudgetSettings(store, url, rules);
    }

    private static boolean isPostgres(@Nullable Secret url) {
        if (url == null || url.value().isEmpty()) {
            // Told already, with what is missing.
            return true;
        }
        return url.value().startsWith("jdbc:postgresql://") && Driver.parseURL(url.value(), null) != null;
    }

    private static boolean isRedis(@Nullable Secret url) {
        if (url == null || url.value().isEmpty()) {
            // Told already, with what is missing.
            return true;
        }
        try {
            URI address = new URI(url.value());
            return List.of("redis", "rediss").contains(String.valueOf(address.getScheme()))
                    && address.getHost() != null
                    && address.getPort() > 0;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
