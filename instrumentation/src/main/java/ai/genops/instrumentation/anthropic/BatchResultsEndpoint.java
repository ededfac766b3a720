package ai.genops.instrumentation.anthropic;

import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.instrumentation.call.Watch;
import ai.genops.sdk.govern.ModelCall;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.batches.BatchResultsParams;
import com.anthropic.models.messages.batches.MessageBatchIndividualResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The results of a batch, which tell what it cost: who reads them to their end has it settled. */
record BatchResultsEndpoint(String provider)
        implements Endpoint<BatchResultsParams, Object, MessageBatchIndividualResponse> {
    @Override
    public Class<BatchResultsParams> params() {
        return BatchResultsParams.class;
    }

    @Override
    public String type(BatchResultsParams params) {
        return "ai.inference";
    }

    @Override
    public ModelCall call(BatchResultsParams params) {
        return new ModelCall(
                "anthropic.messages.batches.results", provider, null, null, "batch", null, -1, -1, null, Set.of());
    }

    @Override
    public String settles(BatchResultsParams params) {
        return ClientCall.batch(provider, params.messageBatchId().orElse(""));
    }

    @Override
    public void tell(ClientCall call, Object response) {
        throw new UnsupportedOperationException("results come one by one");
    }

    @Override
    public Watch<MessageBatchIndividualResponse> watch(ClientCall call, BatchResultsParams params) {
        return new ResultsWatch(call);
    }

    /** Requests that failed, expired or were cancelled are not charged (Anthropic's documentation, "Message Batches"). */
    private static final class ResultsWatch extends Watch<MessageBatchIndividualResponse> {
        private final List<ClientCall.Used> used = new ArrayList<>();
        private int unread;

        ResultsWatch(ClientCall call) {
            super(call);
        }

        @Override
        protected boolean read(MessageBatchIndividualResponse result) {
            unread++;
            result.result().succeeded().ifPresent(one -> answered(one.message()));
            unread--;
            return true;
        }

        private void answered(Message message) {
            used.add(new ClientCall.Used(message.model().asString(), MessageEndpoint.usage(message.usage())));
            message.content().forEach(block -> block.text().ifPresent(one -> text(one.text() + "\n")));
        }

        @Override
        protected boolean tell() {
            boolean isKnown = hasCompleted() && unread == 0;
            if (isKnown) {
                call.settles(used);
            }
            return isKnown;
        }

        /** Others are to come: who reads them all settles it. */
        @Override
        protected void tellBrokenOff(long outputBytes) {}
    }
}
