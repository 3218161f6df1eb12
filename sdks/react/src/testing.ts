/** For the tests of an application: `<FeatureFlagsProvider client={createTestFeatureFlags({ … })}>`. */
export { createTestFeatureFlags, type TestFeatureFlags } from '@bunting/client/testing'
