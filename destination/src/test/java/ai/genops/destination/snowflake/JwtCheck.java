package ai.genops.destination.snowflake;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.destination.contract.Received;
import ai.genops.destination.metrics.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/// Looks at a key-pair token as Snowflake says it does (docs.snowflake.com, "Using key-pair authentication").
final class JwtCheck {
    private JwtCheck() {}

    static void check(Received request, PublicKey registered) throws Refusal {
        if (!request.header("X-Snowflake-Authorization-Token-Type").equals("KEYPAIR_JWT")) {
            throw refusal("wrong token type");
        }
        String[] parts =
                request.header("Authorization").replaceFirst("^Bearer ", "").split("\\.", -1);
        try {
            verify(parts, registered);
            claims((Map<?, ?>) Json.parse(decoded(parts[1])), registered);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw refusal(e.toString());
        }
    }

    private static void verify(String[] parts, PublicKey registered)
            throws GeneralSecurityException, IOException, Refusal {
        Map<?, ?> header = (Map<?, ?>) Json.parse(decoded(parts[0]));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(registered);
        signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
        if (parts.length != 3 || !"RS256".equals(header.get("alg")) || !signature.verify(decoded(parts[2]))) {
            throw refusal("wrong signature");
        }
    }

    private static void claims(Map<?, ?> claims, PublicKey registered) throws GeneralSecurityException, Refusal {
        String subject = FakeSnowflake.ACCOUNT + "." + FakeSnowflake.USER;
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(registered.getEncoded());
        String issuer = subject + ".SHA256:" + Base64.getEncoder().encodeToString(digest);
        if (!subject.equals(claims.get("sub")) || !issuer.equals(claims.get("iss"))) {
            throw refusal("wrong subject or issuer: " + claims);
        }
        long now = Instant.now().getEpochSecond();
        long from = Json.member(BigDecimal.class, claims, "iat").longValueExact();
        long to = Json.member(BigDecimal.class, claims, "exp").longValueExact();
        if (to <= now || to - from > 3600 || from > now + 60) {
            throw refusal("expired, or lives too long");
        }
    }

    private static byte[] decoded(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    private static Refusal refusal(String message) {
        return new Refusal(401, "390144", "JWT token is invalid: " + message);
    }
}
