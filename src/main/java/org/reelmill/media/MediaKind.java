package org.reelmill.media;

/** What a file is, and stays when it is converted (S2.12). */
public enum MediaKind {
    VIDEO,
    IMAGE,
    AUDIO
}
