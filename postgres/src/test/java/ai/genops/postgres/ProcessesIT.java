package ai.genops.postgres;

import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.ProcessesContract;
import ai.genops.governance.budget.StoreAt;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class ProcessesIT extends ProcessesContract {
    @Override
    protected String books() {
        DataSource source = Postgres.start().schema();
        new PostgresBudgetStore(source).migrate();
        return Postgres.start().port() + " " + Postgres.start().newest();
    }

    @Override
    protected Class<? extends StoreAt> stores() {
        return Schemas.class;
    }

    /** An address is a port and a schema. */
    public static final class Schemas implements StoreAt {
        @Override
        public BudgetStore open(String address) {
            return new PostgresBudgetStore(Kept.of(source(address)));
        }

        private static DataSource source(String address) {
            int space = address.indexOf(' ');
            return Postgres.source(Integer.parseInt(address.substring(0, space)), address.substring(space + 1));
        }
    }

    @AfterEach
    void theLedgerAddsUp() {
        Postgres.execute(
                Postgres.source(Postgres.start().port(), Postgres.start().newest()),
                "do $$ begin if exists (select 1 from genops_budget_difference)"
                        + " then raise exception 'the ledger does not add up'; end if; end $$");
    }
}
