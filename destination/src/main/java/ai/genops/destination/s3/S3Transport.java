package ai.genops.destination.s3;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.destination.lane.Lane;
import ai.genops.destination.lane.Lanes;
import ai.genops.event.EventJson;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/// Stores each batch as one object; as several if its routes want objects of several forms.
final class S3Transport implements Transport {
    private static final Logger log = LoggerFactory.getLogger(S3Transport.class);

    private final String id;
    private final S3Settings settings;
    private final String bucket;
    private final Lanes<Form> forms = new Lanes<>();
    private final Redaction redaction = new Redaction();
    private boolean versioning;
    private @Nullable Connected connected;

    /// What there is between start and close.
    private record Connected(S3Client store, BucketCheck check, Upload upload, Packing packing, Thread checker) {}

    S3Transport(String id, S3Settings settings) {
        this.id = id;
        this.settings = settings;
        bucket = settings.bucket().value();
        versioning = settings.versioning();
        Access access = settings.connection().access();
        redaction.add(access.keyId());
        redaction.add(access.secretKey());
        redaction.add(access.sessionToken());
        redaction.add(access.externalId());
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    /// Objects are named by their batches.
    @Override
    public boolean keepsBatches() {
        return true;
    }

    @Override
    public Encoder encoder(Route route) {
        Form form = settings.form().of(route);
        versioning |= route.options().flag("versioning", false);
        RouteKeys.finish(route.options());
        return forms.mark(form, Encoder.stateless(EventJson::write));
    }

    @Override
    public long open(DestinationRuntime runtime) throws IOException {
        S3Client store = Store.connect(settings.connection());
        var check = new BucketCheck(store, bucket, versioning, forms.targets());
        connected = new Connected(
                store,
                check,
                new Upload(store, bucket, settings.upload()),
                new Packing(id, runtime.dataFolder().resolve("tmp")),
                Thread.ofVirtual().name(id + "-check").start(() -> warn(check)));
        return Transport.super.open(runtime);
    }

    @Override
    public Outcome send(Request request) throws IOException, InterruptedException {
        Connected now = Objects.requireNonNull(connected);
        try {
            String problem = now.check.problem();
            return problem.isEmpty()
                    ? forms.send(request, lane -> store(request, lane, now))
                    : new Outcome.Failed(problem, null);
        } catch (AbortedException e) {
            throw interrupted(e);
        } catch (SdkException e) {
            return Reasons.outcome(e, bucket);
        }
    }

    private Outcome store(Request request, Lane<Form> lane, Connected now) throws IOException, InterruptedException {
        Stored object = now.packing.pack(request, lane);
        String key = object.form().named(settings.key().key(object.batchTime(), object.id()));
        try {
            String problem = now.upload.store(key, object);
            return problem.isEmpty() ? new Outcome.Delivered() : new Outcome.Failed(problem, null);
        } catch (AbortedException e) {
            throw interrupted(e);
        } catch (SdkException e) {
            return Reasons.outcome(e, bucket);
        }
    }

    /// A bucket that is not as configured is told at the start, not when its first batch is full an hour later.
    private void warn(BucketCheck check) {
        String problem;
        try {
            problem = check.problem();
        } catch (AbortedException e) {
            return;
        } catch (SdkException e) {
            problem = Reasons.of(e, bucket);
        } catch (BucketCheck.UncheckableException e) {
            problem = String.valueOf(e.getMessage());
        }
        if (!problem.isEmpty()) {
            log.warn("destination `{}` cannot deliver: {}", id, redaction.apply(problem));
        }
    }

    private static InterruptedException interrupted(AbortedException cause) {
        var interrupted = new InterruptedException(cause.getMessage());
        interrupted.initCause(cause);
        return interrupted;
    }

    @Override
    public void close() {
        if (connected != null) {
            connected.checker.interrupt();
            connected.store.close();
        }
    }
}
