import { createBrowserRouter, Navigate, type RouteObject } from 'react-router'
import { RouteFailure } from './route-failure.tsx'
import { Starting } from './starting.tsx'

/** Every page is loaded when it is first opened; the frame and the list are what most need. */
export function createRouter() {
  return createBrowserRouter([
    {
      ErrorBoundary: RouteFailure,
      HydrateFallback: Starting,
      children: [
        { path: '/', lazy: async () => ({ Component: (await import('./home.tsx')).Home }) },
        {
          path: '/setup',
          lazy: async () => ({
            Component: (await import('../accounts/setup-page.tsx')).SetupPage,
          }),
        },
        {
          path: '/sign-in',
          lazy: async () => ({
            Component: (await import('../accounts/sign-in-page.tsx')).SignInPage,
          }),
        },
        {
          path: '/:project/:environment',
          lazy: async () => ({ Component: (await import('./frame.tsx')).Frame }),
          children: [
            {
              // An error of a page leaves the frame, and with it Kill and its Undo, standing.
              ErrorBoundary: RouteFailure,
              children: pages(),
            },
          ],
        },
        {
          path: '*',
          lazy: async () => ({ Component: (await import('./not-found.tsx')).NotFound }),
        },
      ],
    },
  ])
}

function pages(): RouteObject[] {
  return [
    { index: true, element: <Navigate to="flags" replace /> },
    {
      path: 'flags',
      lazy: async () => ({ Component: (await import('../flags/flags-page.tsx')).FlagsPage }),
    },
    {
      path: 'flags/:flag',
      lazy: async () => ({ Component: (await import('../flags/flag-page.tsx')).FlagPage }),
      children: [
        {
          index: true,
          lazy: async () => ({
            Component: (await import('../flags/targeting-section.tsx')).TargetingSection,
          }),
        },
        {
          path: 'evaluations',
          lazy: async () => ({
            Component: (await import('../usage/evaluations-section.tsx')).EvaluationsSection,
          }),
        },
        {
          path: 'settings',
          lazy: async () => ({
            Component: (await import('../flags/flag-settings-section.tsx')).FlagSettingsSection,
          }),
        },
        {
          path: 'history',
          lazy: async () => ({
            Component: (await import('../flags/flag-history-section.tsx')).FlagHistorySection,
          }),
        },
      ],
    },
    {
      path: 'releases',
      lazy: async () => ({
        Component: (await import('../releases/releases-page.tsx')).ReleasesPage,
      }),
    },
    {
      path: 'releases/new',
      lazy: async () => ({
        Component: (await import('../releases/wizard/plan-page.tsx')).PlanPage,
      }),
    },
    {
      path: 'releases/:release',
      lazy: async () => ({ Component: (await import('../releases/release-page.tsx')).ReleasePage }),
    },
    {
      path: 'releases/:release/change',
      lazy: async () => ({
        Component: (await import('../releases/wizard/change-page.tsx')).ChangePage,
      }),
    },
    {
      path: 'segments',
      lazy: async () => ({
        Component: (await import('../segments/segments-page.tsx')).SegmentsPage,
      }),
    },
    {
      path: 'segments/:segment',
      lazy: async () => ({
        Component: (await import('../segments/segment-page.tsx')).SegmentPage,
      }),
      children: [
        {
          index: true,
          lazy: async () => ({
            Component: (await import('../segments/members-section.tsx')).MembersSection,
          }),
        },
        {
          path: 'settings',
          lazy: async () => ({
            Component: (await import('../segments/segment-settings-section.tsx'))
              .SegmentSettingsSection,
          }),
        },
        {
          path: 'history',
          lazy: async () => ({
            Component: (await import('../segments/segment-history-section.tsx'))
              .SegmentHistorySection,
          }),
        },
      ],
    },
    {
      path: 'connections',
      lazy: async () => ({
        Component: (await import('../connections/connections-page.tsx')).ConnectionsPage,
      }),
    },
    {
      path: 'try',
      lazy: async () => ({ Component: (await import('../try/try-page.tsx')).TryPage }),
    },
    {
      path: 'sdk-keys',
      lazy: async () => ({
        Component: (await import('../sdk-keys/sdk-keys-page.tsx')).SdkKeysPage,
      }),
    },
    {
      path: 'history',
      lazy: async () => ({ Component: (await import('../audit/history-page.tsx')).HistoryPage }),
    },
    {
      path: 'compare',
      lazy: async () => ({ Component: (await import('../compare/compare-page.tsx')).ComparePage }),
    },
    {
      path: 'settings',
      lazy: async () => ({
        Component: (await import('../settings/settings-page.tsx')).SettingsPage,
      }),
    },
    {
      path: 'welcome',
      lazy: async () => ({
        Component: (await import('../projects/welcome-page.tsx')).WelcomePage,
      }),
    },
    { path: '*', lazy: async () => ({ Component: (await import('./not-found.tsx')).NotFound }) },
  ]
}
