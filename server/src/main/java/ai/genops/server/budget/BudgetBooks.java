package ai.genops.server.budget;

import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.BudgetStoreException;
import ai.genops.pipeline.config.Secret;
import ai.genops.postgres.PostgresBudgetStore;
import ai.genops.redis.RedisBudgetStore;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;

/// The store that the settings name, open.
///
/// @param store null: budgets are turned off
/// @param rules what goes before what programs say
public record BudgetBooks(@Nullable BudgetStore store, DefinedRules rules, AutoCloseable resource)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetBooks.class);
    private static final int POSTGRES_CONNECTIONS = 8;
    private static final long POSTGRES_WAIT_MILLIS = 5_000;

    /// Opens it. A Redis or a PostgreSQL that cannot be reached yet is none the less used.
    ///
    /// @throws IOException if the local books cannot be used; the message says what to do
    public static BudgetBooks open(BudgetSettings settings, Path data, InstantSource clock) throws IOException {
        return switch (settings.store()) {
            case LOCAL -> {
                LocalBudgetStore store = LocalBudgetStore.open(data.resolve("budgets"), clock);
                yield new BudgetBooks(store, settings.rules(), store);
            }
            case POSTGRESQL -> postgres(Objects.requireNonNull(settings.url()), settings.rules());
            case REDIS -> redis(Objects.requireNonNull(settings.url()), settings.rules());
            case NONE -> new BudgetBooks(null, settings.rules(), () -> {});
        };
    }

    /// A connection is waited for as long as a client waits for its answer; then the call is refused.
    private static BudgetBooks postgres(Secret url, DefinedRules rules) {
        var settings = new HikariConfig();
        settings.setJdbcUrl(url.value());
        settings.setPoolName("budgets");
        settings.setMaximumPoolSize(POSTGRES_CONNECTIONS);
        settings.setConnectionTimeout(POSTGRES_WAIT_MILLIS);
        settings.setInitializationFailTimeout(-1);
        var pool = new HikariDataSource(settings);
        var store = PostgresBudgetStore.migrating(pool);
        try {
            store.expire();
        } catch (BudgetStoreException e) {
            LOG.warn("{}; budgets are refused until it can be reached", e.getMessage());
        }
        return new BudgetBooks(store, rules, pool);
    }

    private static BudgetBooks redis(Secret url, DefinedRules rules) {
        RedisClient client = RedisClient.create(URI.create(url.value()));
        var store = new RedisBudgetStore(client);
        try {
            store.risks().forEach(risk -> LOG.warn("the budgets' Redis: {}", risk));
        } catch (BudgetStoreException e) {
            LOG.warn("{}; budgets are refused until it can be reached", e.getMessage());
        }
        return new BudgetBooks(store, rules, client);
    }

    @Override
    public void close() {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("the budgets' books could not be closed: {}", e.toString());
        }
    }
}
