package ai.genops.server;

import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.ProcessesContract;
import ai.genops.governance.budget.StoreAt;
import ai.genops.postgres.Postgres;
import ai.genops.remote.ServerBudgetStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Processes that are killed spend one budget whose books a whole server keeps.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class LeasesUnderKillsIT {
    /// What programs have: the server's address.
    public static final class Books implements StoreAt {
        @Override
        public BudgetStore open(String address) {
            return new ServerBudgetStore(HttpClient.newHttpClient(), URI.create(address), null, Duration.ofSeconds(30));
        }
    }

    abstract static class OfAServer extends ProcessesContract {
        @TempDir
        Path home;

        private @Nullable TestServer server;

        /// The block `budgets` of server.yaml.
        abstract String block();

        @Override
        protected String books() {
            TestServer fresh = new TestServer(home);
            fresh.file("server.yaml", "api_port: " + fresh.port() + "\nbudgets: " + block() + "\n");
            server = fresh.start();
            return fresh.api();
        }

        @Override
        protected Class<? extends StoreAt> stores() {
            return Books.class;
        }

        @AfterEach
        void stop() {
            if (server != null) {
                server.close();
            }
        }
    }

    @Nested
    class InItsDataFolder extends OfAServer {
        @Override
        String block() {
            return "{store: local}";
        }
    }

    @Nested
    class InPostgres extends OfAServer {
        @Override
        String block() {
            Postgres.start().schema();
            return "{store: postgresql, url: \"jdbc:postgresql://127.0.0.1:%d/postgres?user=genops&currentSchema=%s\"}"
                    .formatted(Postgres.start().port(), Postgres.start().newest());
        }
    }
}
