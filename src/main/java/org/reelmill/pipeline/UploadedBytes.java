package org.reelmill.pipeline;

/** What an account has sent beside the films in the source folder. Features above this one may add some. */
public interface UploadedBytes {

    /** @param owner name of the account */
    long of(String owner);
}
