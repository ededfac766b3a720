package ai.genops.instrumentation.openai;

import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.sdk.govern.ModelCall;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchRetrieveParams;
import java.util.List;
import java.util.Set;

/** How a batch stands. One that has ended is settled by the answers in its file, before the application hears of that file. */
record BatchRetrievalEndpoint(String provider, BatchFiles files)
        implements Endpoint<BatchRetrieveParams, Batch, Object> {
    private static final Set<String> ENDED = Set.of("completed", "failed", "expired", "cancelled");

    @Override
    public Class<BatchRetrieveParams> params() {
        return BatchRetrieveParams.class;
    }

    @Override
    public String type(BatchRetrieveParams params) {
        return "ai.inference";
    }

    @Override
    public ModelCall call(BatchRetrieveParams params) {
        return new ModelCall("openai.batches.retrieve", provider, null, null, "batch", null, -1, -1, null, Set.of());
    }

    @Override
    public String settles(BatchRetrieveParams params) {
        return ClientCall.batch(provider, params.batchId().orElse(""));
    }

    /** Requests that failed stand in another file, and are not charged. */
    @Override
    public void tell(ClientCall call, Batch batch) {
        if (call.canSettle() && ENDED.contains(batch.status().asString())) {
            BatchFiles.Answers answers =
                    batch.outputFileId().map(files::answers).orElseGet(() -> new BatchFiles.Answers(List.of(), ""));
            call.settles(answers.used());
            call.answered(answers.text());
        }
    }
}
