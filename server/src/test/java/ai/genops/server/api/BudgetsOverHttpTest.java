package ai.genops.server.api;

import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.BudgetStoreContract;
import ai.genops.governance.budget.TestClock;
import ai.genops.remote.ServerBudgetStore;
import ai.genops.server.Http;
import ai.genops.server.access.Access;
import ai.genops.server.access.AccessSettings;
import ai.genops.server.budget.BudgetBooks;
import ai.genops.server.budget.DefinedRules;
import ai.genops.server.budget.LocalBudgetStore;
import com.linecorp.armeria.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// What every store does, by the client, over Http.client(), through the gate, in books on the disk.
@Timeout(60)
class BudgetsOverHttpTest extends BudgetStoreContract {

    private @Nullable Server server;
    private @Nullable Path folder;

    @Override
    protected BudgetStore store(TestClock clock) {
        try {
            Path own = Files.createTempDirectory("genops-budgets");
            folder = own;
            var access = Access.in(own, () -> AccessSettings.NONE, InstantSource.system(), byte[]::new);
            var builder = Server.builder().http(0).connectionDrainDuration(Stopping.DRAIN);
            var books = LocalBudgetStore.open(own.resolve("budgets"), clock);
            BudgetRoutes.addTo(builder, new BudgetBooks(books, DefinedRules.NONE, books), clock);
            Server started = builder.decorator(new Gate(access)).build();
            started.start().join();
            server = started;
            URI address = URI.create("http://127.0.0.1:" + started.activeLocalPort());
            return new ServerBudgetStore(Http.client(), address, null, Duration.ofSeconds(30));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            Stopping.stop(server).join();
        }
        if (folder != null) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
