package ai.genops.instrumentation.bedrock;

import ai.genops.instrumentation.call.ClientCall;
import ai.genops.instrumentation.call.Endpoint;
import ai.genops.instrumentation.call.Watch;
import ai.genops.sdk.govern.ModelCall;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

/** InvokeModel: each family of models has a form of its own for what is asked and what is answered. */
record InvokeEndpoint(Asked asked) implements Endpoint<InvokeModelRequest, InvokeModelResponse, Object> {
    @Override
    public Class<InvokeModelRequest> params() {
        return InvokeModelRequest.class;
    }

    @Override
    public String type(InvokeModelRequest params) {
        return Invocation.isEmbedding(asked.model(params.modelId())) ? "ai.embedding" : "ai.inference";
    }

    @Override
    public ModelCall call(InvokeModelRequest params) {
        return Invocation.call(asked, params.modelId(), params.serviceTierAsString(), params.body());
    }

    @Override
    public InvokeModelRequest forStreaming(InvokeModelRequest params) {
        throw new UnsupportedOperationException("InvokeModelWithResponseStream is another request");
    }

    @Override
    public void tell(ClientCall call, InvokeModelResponse response) {
        Invoked invoked = new Invoked();
        String text = invoked.read(response.body());
        if (!invoked.hasToldUsage() && response.sdkHttpResponse() != null) {
            invoked.read(response.sdkHttpResponse());
        }
        if (invoked.hasToldUsage()) {
            call.used(null, response.serviceTierAsString(), invoked.usage());
        }
        call.answered(text);
    }

    @Override
    public Watch<Object> watch(ClientCall call, InvokeModelRequest params) {
        throw new UnsupportedOperationException("InvokeModelWithResponseStream is another request");
    }
}
