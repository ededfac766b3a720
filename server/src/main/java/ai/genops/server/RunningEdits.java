package ai.genops.server;

import ai.genops.log.Log;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.server.api.Reload;
import ai.genops.server.edit.Edit;
import ai.genops.server.edit.EditRecord;
import ai.genops.server.edit.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server as what its configuration's changes are made to.
///
/// @param plan the one it works with
/// @param reread has it work with what the files say now
record RunningEdits(Supplier<ServerPlan> plan, Supplier<Reload> reread, Log log) implements Target {
    private static final Logger LOG = LoggerFactory.getLogger(RunningEdits.class);
    private static final long PATIENCE_SECONDS = 5;

    @Override
    public String refusal() {
        return plan.get().server().screen().apply()
                ? ""
                : "this server lets nobody change its files: with access.yaml, that takes `screen: {apply: true}` in server.yaml";
    }

    @Override
    public List<Problem> errors(Map<String, String> texts) {
        var wrong = new Problems();
        texts.forEach((file, text) -> DashboardCheck.check(file, text, wrong));
        List<Problem> all = new ArrayList<>(wrong.errors());
        all.addAll(plan.get().reader().read(texts).errors());
        return all;
    }

    @Override
    public List<Problem> reload() {
        Reload reload = reread.get();
        return reload.applied()
                ? List.of()
                : reload.problems().stream().filter(Problem::isError).toList();
    }

    @Override
    public boolean tell(Edit edit) {
        try {
            log.append(EditRecord.of(edit)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the event of change {} is written later: {}", edit.number(), e.getMessage());
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
