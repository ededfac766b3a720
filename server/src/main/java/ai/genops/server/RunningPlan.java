package ai.genops.server;

import ai.genops.log.Log;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.SecretRefresh;
import ai.genops.server.api.Reload;
import ai.genops.server.api.ServerView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configuration a server works with and the delivery that was started of it. A reload changes both together.
/// Safe for concurrent use.
final class RunningPlan {
    private static final Logger LOG = LoggerFactory.getLogger(RunningPlan.class);
    private static final Duration DRAIN = Duration.ofSeconds(4);

    /// What works with the configuration all the time.
    interface Follower {
        /// Lets go of it: until it follows another one, it does nothing.
        void halt();

        /// Goes on with another one, or with the same again.
        void follow(ServerPlan plan, Delivery delivery);
    }

    private record Now(ServerPlan plan, Delivery delivery) {}

    private final Log log;
    private final InstantSource clock;
    private final ConfigWatch files;
    /// Of the sources, and of the destinations until the first reload.
    private final SecretRefresh firstSecrets;

    private SecretRefresh secrets;
    private List<Follower> followers = List.of();
    private volatile Now now;

    private RunningPlan(ServerPlan plan, Log log, InstantSource clock) throws IOException {
        this.log = log;
        this.clock = clock;
        now = new Now(plan, Delivery.start(plan, log, clock));
        files = new ConfigWatch(plan.options().config());
        secrets = firstSecrets = refreshed(plan);
    }

    static RunningPlan start(ServerPlan plan, Log log, InstantSource clock) throws IOException {
        return new RunningPlan(plan, log, clock);
    }

    /// Who is told of a reload, in this order; they follow the present configuration already.
    synchronized void followers(Follower... followers) {
        this.followers = List.of(followers);
    }

    ServerPlan plan() {
        return now.plan();
    }

    Delivery delivery() {
        return now.delivery();
    }

    ServerView.Works works() {
        Delivery delivery = now.delivery();
        return new ServerView.Works(delivery.configuration(), delivery.feeds());
    }

    /// As [GenOpsServer#reload].
    synchronized Reload reload() {
        files.read();
        Now before = now;
        ServerPlan next = before.plan().reader().read();
        if (next.problems().hasErrors()) {
            LOG.warn("the configuration has errors; the server goes on with the one before");
            return new Reload(false, next.problems().all(), List.of());
        }
        List<String> atNextStart = before.plan().fixedDifferences(next);
        followers.forEach(Follower::halt);
        if (secrets != firstSecrets) {
            secrets.close();
        }
        before.delivery().halt(DRAIN);
        before.delivery().close();
        try {
            now = new Now(next, Delivery.start(next, log, clock));
        } catch (IOException | UncheckedIOException | UserException e) {
            throw notStarted(e);
        } finally {
            followers.forEach(follower -> follower.follow(now.plan(), now.delivery()));
            secrets = refreshed(now.plan());
        }
        LOG.warn("the configuration was read again and holds from record {} of the log on", log.nextSequence());
        return new Reload(true, next.problems().all(), atNextStart);
    }

    /// Goes on with the configuration before.
    private UserException notStarted(Exception why) {
        String said = "the configuration is good, but not all destinations start: " + why.getMessage();
        LOG.error("after a reload: {}", said);
        ServerPlan again = plan().again();
        now = new Now(again, now.delivery());
        try {
            now = new Now(again, Delivery.start(again, log, clock));
        } catch (IOException | UncheckedIOException | UserException e) {
            LOG.error("nor with the configuration before: {}", e.getMessage());
            return new UserException(said + ". Nor do they with the one before: " + e.getMessage()
                    + ". Nothing is delivered until the next reload or start; everything stays in the log.");
        }
        return new UserException(said + ". The server goes on with the one before.");
    }

    /// Reloads if the files say something else than when they were read last, where the configuration wants that to
    /// be looked at. Nobody asked for it, so the server's log is told what is wrong.
    synchronized void reloadIfOutdated() {
        if (!plan().server().watched() || !files.changed()) {
            return;
        }
        try {
            Reload reload = reload();
            reload.problems().stream().filter(Problem::isError).forEach(problem -> LOG.warn("{}", problem));
            reload.atNextStart().forEach(LOG::warn);
        } catch (RuntimeException e) {
            LOG.error("the configuration could not be read again: {}", e.getMessage());
        }
    }

    /// Lookups follow their files; the log learns how far those have come that keep their checkpoint themselves.
    synchronized void refresh(Instant time) {
        delivery().configuration().lookups().refresh(time);
        delivery().noteCommitted();
    }

    /// Gives what is in the log a few seconds to arrive.
    void drain() {
        delivery().drain(DRAIN);
    }

    synchronized void close() {
        secrets.close();
        firstSecrets.close();
        delivery().close();
    }

    private static SecretRefresh refreshed(ServerPlan plan) {
        return plan.configuration()
                .server()
                .secrets()
                .refreshEvery(plan.server().secretsRefresh());
    }
}
