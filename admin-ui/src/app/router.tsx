import type { ComponentType } from 'react'
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router'
import { RouteFailure } from './route-failure.tsx'
import { Starting } from './starting.tsx'

export function createRouter() {
  return createBrowserRouter(routes())
}

/** Every page of the application; each is loaded when it is first opened. */
export function routes(): RouteObject[] {
  return [
    {
      ErrorBoundary: RouteFailure,
      HydrateFallback: Starting,
      children: [
        { ...page(() => import('./over-projects.tsx'), 'OverProjects'), children: signedIn() },
        {
          path: '/setup',
          ...page(() => import('../accounts/setup-page.tsx'), 'SetupPage'),
        },
        {
          path: '/sign-in',
          ...page(() => import('../accounts/sign-in-page.tsx'), 'SignInPage'),
        },
        {
          path: '/forgotten-password',
          ...page(() => import('../accounts/forgotten-password-page.tsx'), 'ForgottenPasswordPage'),
        },
        {
          path: '/new-password',
          ...page(() => import('../accounts/new-password-page.tsx'), 'NewPasswordPage'),
        },
        {
          path: '/invitation',
          ...page(() => import('../accounts/invitation-page.tsx'), 'InvitationPage'),
        },
        {
          path: '*',
          ...page(() => import('./not-found.tsx'), 'NotFound'),
        },
      ],
    },
  ]
}

/** What a file exports under a name is the page. */
function page<Name extends string>(
  load: () => Promise<Readonly<Record<Name, ComponentType>>>,
  name: Name,
) {
  return { lazy: async () => ({ Component: (await load())[name] }) }
}

/** Going from one of them to another loses nothing that was typed. */
function signedIn(): RouteObject[] {
  return [
    { path: '/', ...page(() => import('./home.tsx'), 'Home') },
    {
      path: '/account',
      ...page(() => import('../accounts/own/own-account-page.tsx'), 'OwnAccountPage'),
    },
    {
      path: '/:project/:environment',
      ...page(() => import('./frame.tsx'), 'Frame'),
      children: [
        {
          // An error of a page leaves the frame, and with it Kill and its Undo, standing.
          ErrorBoundary: RouteFailure,
          children: pages(),
        },
      ],
    },
  ]
}

function pages(): RouteObject[] {
  return [
    { index: true, element: <Navigate to="flags" replace /> },
    {
      path: 'flags',
      ...page(() => import('../flag-list/flags-page.tsx'), 'FlagsPage'),
    },
    {
      path: 'flags/:flag',
      ...page(() => import('../flags/flag-page.tsx'), 'FlagPage'),
      children: [
        {
          index: true,
          ...page(() => import('../flags/targeting-section.tsx'), 'TargetingSection'),
        },
        {
          path: 'environments',
          ...page(() => import('../flags/beside/environments-section.tsx'), 'EnvironmentsSection'),
        },
        {
          path: 'code',
          ...page(() => import('../flags/code-section.tsx'), 'CodeSection'),
        },
        {
          path: 'evaluations',
          ...page(() => import('../usage/evaluations-section.tsx'), 'EvaluationsSection'),
        },
        {
          path: 'settings',
          ...page(() => import('../flags/flag-settings-section.tsx'), 'FlagSettingsSection'),
        },
        {
          path: 'history',
          ...page(() => import('../flags/flag-history-section.tsx'), 'FlagHistorySection'),
        },
      ],
    },
    {
      path: 'releases',
      ...page(() => import('../releases/releases-page.tsx'), 'ReleasesPage'),
    },
    {
      path: 'releases/new',
      ...page(() => import('../releases/wizard/plan-page.tsx'), 'PlanPage'),
    },
    {
      path: 'releases/:release',
      ...page(() => import('../releases/release-page.tsx'), 'ReleasePage'),
    },
    {
      path: 'releases/:release/change',
      ...page(() => import('../releases/wizard/change-page.tsx'), 'ChangePage'),
    },
    {
      path: 'segments',
      ...page(() => import('../segments/segments-page.tsx'), 'SegmentsPage'),
    },
    {
      path: 'segments/:segment',
      ...page(() => import('../segments/segment-page.tsx'), 'SegmentPage'),
      children: [
        {
          index: true,
          ...page(() => import('../segments/members-section.tsx'), 'MembersSection'),
        },
        {
          path: 'settings',
          ...page(
            () => import('../segments/segment-settings-section.tsx'),
            'SegmentSettingsSection',
          ),
        },
        {
          path: 'history',
          ...page(() => import('../segments/segment-history-section.tsx'), 'SegmentHistorySection'),
        },
      ],
    },
    {
      path: 'requests',
      ...page(() => import('../change-requests/requests-page.tsx'), 'RequestsPage'),
    },
    {
      path: 'requests/:request',
      ...page(() => import('../change-requests/request-page.tsx'), 'RequestPage'),
    },
    {
      path: 'connections',
      ...page(() => import('../connections/connections-page.tsx'), 'ConnectionsPage'),
    },
    {
      path: 'try',
      ...page(() => import('../try/try-page.tsx'), 'TryPage'),
    },
    {
      path: 'sdk-keys',
      ...page(() => import('../sdk-keys/sdk-keys-page.tsx'), 'SdkKeysPage'),
    },
    {
      path: 'history',
      ...page(() => import('../audit/history-page.tsx'), 'HistoryPage'),
    },
    {
      path: 'compare',
      ...page(() => import('../compare/compare-page.tsx'), 'ComparePage'),
    },
    {
      path: 'settings',
      ...page(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
      children: settings(),
    },
    {
      path: 'welcome',
      ...page(() => import('../projects/welcome-page.tsx'), 'WelcomePage'),
    },
    { path: '*', ...page(() => import('./not-found.tsx'), 'NotFound') },
  ]
}

function settings(): RouteObject[] {
  return [
    { index: true, element: <Navigate to="general" replace /> },
    {
      path: 'general',
      ...page(() => import('../settings/general-section.tsx'), 'GeneralSection'),
    },
    {
      path: 'environments',
      ...page(() => import('../environments/environments-section.tsx'), 'EnvironmentsSection'),
    },
    {
      path: 'members',
      ...page(() => import('../members/members-section.tsx'), 'MembersSection'),
    },
    {
      path: 'roles',
      ...page(() => import('../roles/roles-section.tsx'), 'RolesSection'),
    },
    {
      path: 'tokens',
      ...page(() => import('../tokens/service-tokens-section.tsx'), 'ServiceTokensSection'),
    },
    {
      path: 'webhooks',
      ...page(() => import('../webhooks/webhooks-section.tsx'), 'WebhooksSection'),
    },
    {
      path: 'people',
      ...page(() => import('../accounts/people/people-section.tsx'), 'PeopleSection'),
    },
    {
      path: 'account-history',
      ...page(
        () => import('../accounts/people/account-history-section.tsx'),
        'AccountHistorySection',
      ),
    },
    {
      path: 'sso',
      ...page(() => import('../accounts/sso/sso-section.tsx'), 'SsoSection'),
    },
  ]
}
