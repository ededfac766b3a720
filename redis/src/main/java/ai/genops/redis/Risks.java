package ai.genops.redis;

import ai.genops.governance.budget.BudgetStoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** What {@code INFO} says of a Redis that is to keep books. */
final class Risks {
    private Risks() {}

    static List<String> of(UnifiedJedis redis) {
        Map<String, String> info = new HashMap<>();
        try {
            redis.info().lines().forEach(line -> {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    info.put(line.substring(0, colon), line.substring(colon + 1).strip());
                }
            });
        } catch (JedisException e) {
            throw new BudgetStoreException("the budgets' Redis: " + e.getMessage(), e);
        }
        return of(info);
    }

    static List<String> of(Map<String, String> info) {
        List<String> risks = new ArrayList<>();
        String policy = info.getOrDefault("maxmemory_policy", "noeviction");
        if (!policy.equals("noeviction") && !info.getOrDefault("maxmemory", "0").equals("0")) {
            risks.add("`maxmemory-policy` is " + policy + ": when memory is full, budgets' books are thrown away;"
                    + " set noeviction");
        }
        if (!info.getOrDefault("aof_enabled", "1").equals("1")) {
            risks.add("`appendonly` is no: a restart forgets what was spent since the last snapshot; set yes");
        }
        return risks;
    }
}
