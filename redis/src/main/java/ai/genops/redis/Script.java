package ai.genops.redis;

import ai.genops.governance.budget.BudgetStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** The script, called by its hash; a server that does not know it yet is given it. */
final class Script {
    private static final String TEXT = text();
    private static final String HASH = hash();

    private final UnifiedJedis redis;
    private final List<String> keys;

    /**
     * The script over some books.
     *
     * @param books what all keys begin with; in braces, so that a cluster keeps them together
     */
    Script(UnifiedJedis redis, String books) {
        this.redis = redis;
        this.keys = List.of(books);
    }

    /** What it answers: the first is a word, the second the time. */
    List<String> call(List<String> arguments) {
        try {
            List<String> answer = new ArrayList<>();
            for (Object part : (List<?>) run(arguments)) {
                answer.add(String.valueOf(part));
            }
            return answer;
        } catch (JedisException e) {
            throw new BudgetStoreException("the budgets' Redis: " + e.getMessage(), e);
        }
    }

    private Object run(List<String> arguments) {
        try {
            return redis.evalsha(HASH, keys, arguments);
        } catch (JedisNoScriptException e) {
            return redis.eval(TEXT, keys, arguments);
        }
    }

    private static String text() {
        try (InputStream in = Script.class.getResourceAsStream("books.lua")) {
            if (in == null) {
                throw new IllegalStateException("the program has no books.lua");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(TEXT.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
