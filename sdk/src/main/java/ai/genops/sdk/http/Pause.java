package ai.genops.sdk.http;

/** A wait, so that tests need not. */
@FunctionalInterface
public interface Pause {
    void sleep(long millis) throws InterruptedException;
}
