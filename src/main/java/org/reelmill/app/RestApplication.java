package org.reelmill.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything below {@code /api}; resources are found as CDI beans. */
@ApplicationPath("/api")
public class RestApplication extends Application {}
