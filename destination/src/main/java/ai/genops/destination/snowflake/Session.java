package ai.genops.destination.snowflake;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.http.Answer;
import ai.genops.destination.http.Compression;
import ai.genops.destination.http.HttpSender;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.net.URI;
import java.net.URLEncoder;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Talks to Snowflake as a user. The account's address tells, to who signs with the user's key, which host takes
/// rows, and gives a token for it; both are asked for again before the hour is over, or when the token is refused.
/// One thread at a time.
final class Session implements AutoCloseable {
    private static final long GRANT_MILLIS = Jwt.LIFETIME.toMillis() - 10 * 60_000;
    private static final String GRANT_TYPE = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";

    private final SnowflakeSettings settings;
    private final Set<Integer> retryStatuses;
    private final InstantSource clock;
    private final URI control;
    private final HttpSender controlSender;
    private @Nullable Grant grant;

    /// The right to send rows to a host.
    private record Grant(HttpSender ingest, String host, String token, long fromMillis) {}

    Session(SnowflakeSettings settings, Set<Integer> retryStatuses, InstantSource clock) {
        this.settings = settings;
        this.retryStatuses = retryStatuses;
        this.clock = clock;
        control = settings.url().value().isEmpty()
                ? Account.of(settings.account().value()).address()
                : URI.create(settings.url().value());
        controlSender = new HttpSender(control, settings.http(), retryStatuses, clock);
    }

    /// One request to the host that takes rows, a second one with a fresh token if it refuses the first one's.
    Answer call(HttpMethod method, String path, String type, byte[] body) throws UnableException, InterruptedException {
        Answer answer = attempt(method, path, type, body);
        if (answer.status() == 401) {
            forget();
            answer = attempt(method, path, type, body);
        }
        return answer;
    }

    /// From the next request on, host and token are asked for again.
    void forget() {
        Grant old = grant;
        grant = null;
        if (old != null) {
            old.ingest.close();
        }
    }

    private Answer attempt(HttpMethod method, String path, String type, byte[] body)
            throws UnableException, InterruptedException {
        Grant now = grant();
        RequestHeadersBuilder headers = RequestHeaders.builder(method, path);
        headers.set("content-type", type);
        authorize(headers, now.token, "OAUTH");
        return exchange(now.ingest, headers.build(), body, settings.compression());
    }

    private Grant grant() throws UnableException, InterruptedException {
        long now = clock.millis();
        Grant held = grant;
        // A clock that is set back does not make it hold longer.
        if (held != null && now >= held.fromMillis && now - held.fromMillis < GRANT_MILLIS) {
            return held;
        }
        forget();
        RSAPrivateCrtKey key = key();
        Account account = Account.of(settings.account().value());
        String jwt = Jwt.of(key, account.inToken(), settings.user().value(), clock.instant());
        String host = host(jwt, key);
        String token = token(jwt, host, key);
        var ingest =
                new HttpSender(URI.create(control.getScheme() + "://" + host), settings.http(), retryStatuses, clock);
        Grant fresh = new Grant(ingest, host, token, now);
        grant = fresh;
        return fresh;
    }

    private RSAPrivateCrtKey key() throws UnableException {
        try {
            return PrivateKeys.read(
                    settings.privateKey().value(), settings.passphrase().value());
        } catch (PrivateKeys.UnusableException e) {
            throw UnableException.because("`private_key` " + e.getMessage() + ". " + e.remedy());
        }
    }

    private String host(String jwt, RSAPrivateCrtKey key) throws UnableException, InterruptedException {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.GET, "/v2/streaming/hostname");
        authorize(headers, jwt, "KEYPAIR_JWT");
        String host = granted("the host for rows", headers, "", "hostname", key);
        if (!host.matches("[A-Za-z0-9._-]+(:[0-9]{1,5})?") || !Account.mayName(control, host)) {
            throw UnableException.because(
                    "Snowflake names a host for rows that is not under its domain: `" + host + "`");
        }
        // Snowflake names hosts with underscores that its certificates do not have.
        return host.replace('_', '-');
    }

    private String token(String jwt, String host, RSAPrivateCrtKey key) throws UnableException, InterruptedException {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, "/oauth/token");
        headers.set("content-type", "application/x-www-form-urlencoded");
        authorize(headers, jwt, "KEYPAIR_JWT");
        String form = "grant_type=" + GRANT_TYPE + "&scope=" + URLEncoder.encode(host, UTF_8);
        String token = granted("a token", headers, form, "token", key);
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw UnableException.because("Snowflake gives a token that is none");
        }
        return token;
    }

    /// What the account's address answers: Snowflake's reference shows it as a member, its tutorial by itself.
    private String granted(String what, RequestHeadersBuilder headers, String form, String member, RSAPrivateCrtKey key)
            throws UnableException, InterruptedException {
        Answer answer = exchange(controlSender, headers.build(), form.getBytes(UTF_8), Compression.NONE);
        String text = answer.text().strip();
        String value = text.startsWith("{") ? Json.text(Json.read(text), member) : text.replaceAll("^\"|\"$", "");
        if (answer.status() / 100 != 2 || value.isEmpty()) {
            throw UnableException.answered(
                    "Snowflake gives no " + what.replaceFirst("^(a|the) ", ""), answer, hint(answer, key));
        }
        return value;
    }

    private String hint(Answer answer, RSAPrivateCrtKey key) {
        return switch (answer.status()) {
            case 400, 401, 403 ->
                "Check `account` and `user`, this server's clock, and that `DESC USER` shows RSA_PUBLIC_KEY_FP "
                        + Jwt.fingerprint(key);
            case 404 -> "Check `account`: there is none at " + control.getHost();
            default -> "";
        };
    }

    private static void authorize(RequestHeadersBuilder headers, String token, String kind) {
        headers.set("authorization", "Bearer " + token);
        headers.set("x-snowflake-authorization-token-type", kind);
        headers.set("accept", "application/json");
        headers.set("user-agent", "genops");
    }

    private static Answer exchange(HttpSender sender, RequestHeaders headers, byte[] body, Compression compression)
            throws UnableException, InterruptedException {
        var answered = new AtomicReference<Answer>();
        Outcome outcome = sender.send(headers, body, compression, answer -> {
            answered.set(answer);
            return answer.usual();
        });
        Answer answer = answered.get();
        if (answer == null) {
            throw UnableException.because((Outcome.Failed) outcome);
        }
        return answer;
    }

    @Override
    public void close() {
        forget();
        controlSender.close();
    }
}
