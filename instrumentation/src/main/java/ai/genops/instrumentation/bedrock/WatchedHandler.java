package ai.genops.instrumentation.bedrock;

import ai.genops.instrumentation.call.Watch;
import software.amazon.awssdk.awscore.eventstream.EventStreamResponseHandler;
import software.amazon.awssdk.core.async.SdkPublisher;

/** An application's handler of a stream, with each event shown to a watch first. A stream that it cancels is left. */
abstract class WatchedHandler<R, E> implements EventStreamResponseHandler<R, E> {
    private final EventStreamResponseHandler<R, E> handler;
    private final Watch<E> watch;

    WatchedHandler(EventStreamResponseHandler<R, E> handler, Watch<E> watch) {
        this.handler = handler;
        this.watch = watch;
    }

    @Override
    public void responseReceived(R response) {
        handler.responseReceived(response);
    }

    @Override
    public void onEventStream(SdkPublisher<E> events) {
        handler.onEventStream(events.filter(watch::passes).doAfterOnCancel(() -> watch.brokenOff(null)));
    }

    @Override
    public void exceptionOccurred(Throwable thrown) {
        handler.exceptionOccurred(thrown);
    }

    @Override
    public void complete() {
        handler.complete();
    }
}
