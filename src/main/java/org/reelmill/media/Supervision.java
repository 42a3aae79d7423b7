package org.reelmill.media;

/**
 * How the owner of a piece of work watches over it. Called from a thread of the engine several times a second; both
 * methods must return at once.
 */
public interface Supervision {

    /** False ends the work: its processes are killed with their children and {@link MediaException} STOPPED is thrown. */
    boolean mayGoOn();

    /** Told as the work proceeds: pictures read so far, never fewer than before. */
    void progress(long frames);

    /** The same owner, who is not told of what is read once more to check the work. */
    default Supervision withoutProgress() {
        return new Supervision() {
            @Override
            public boolean mayGoOn() {
                return Supervision.this.mayGoOn();
            }

            @Override
            public void progress(long frames) {
                // not of the work
            }
        };
    }

    /** Work that nobody stops and nobody watches. */
    static Supervision none() {
        return new Supervision() {
            @Override
            public boolean mayGoOn() {
                return true;
            }

            @Override
            public void progress(long frames) {
                // nobody watches
            }
        };
    }
}
