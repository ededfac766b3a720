package ai.genops.server.budget;

import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `budgets` of server.yaml: where the books are that this server keeps for programs.
///
/// @param url of the Redis; null with another store
public record BudgetSettings(Store store, @Nullable Secret url) {
    /// Where books can be.
    public enum Store {
        /// In the data folder.
        LOCAL,
        /// In a Redis, for several servers.
        REDIS,
        /// Nowhere: nobody is served.
        NONE
    }

    public static BudgetSettings read(Section block) {
        Store store = Store.valueOf(block.choice("store", "local", List.of("local", "redis", "none"))
                .toUpperCase(java.util.Locale.ROOT));
        boolean isRedis = store == Store.REDIS;
        Secret url = isRedis || block.has("url") ? block.secret("url") : null;
        block.problems()
                .require(
                        isRedis || url == null,
                        block.at("url"),
                        "`url` is of a store that is `redis`",
                        "Add `store: redis`, or take `url` away.");
        block.problems()
                .require(
                        !isRedis || isAddress(url),
                        block.at("url"),
                        "`url` must be the address of a Redis (it is not shown, as it may hold a password)",
                        "Write `redis://localhost:6379`, or `rediss://...` with TLS.");
        block.finish();
        return new BudgetSettings(store, url);
    }

    private static boolean isAddress(@Nullable Secret url) {
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
