package ai.genops.redis;

import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.ProcessesContract;
import ai.genops.governance.budget.StoreAt;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import redis.clients.jedis.RedisClient;

@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class ProcessesIT extends ProcessesContract {
    @Override
    protected String books() {
        return RedisServer.shared().port() + " " + RedisServer.books();
    }

    @Override
    protected Class<? extends StoreAt> stores() {
        return Books.class;
    }

    /** An address is a port and the name of books. */
    public static final class Books implements StoreAt {
        private static final int ALL_LINES = 10_000_000;

        @Override
        public BudgetStore open(String address) {
            int space = address.indexOf(' ');
            RedisClient client = RedisClient.create("127.0.0.1", Integer.parseInt(address.substring(0, space)));
            return new RedisBudgetStore(client, address.substring(space + 1), ALL_LINES, null);
        }
    }
}
