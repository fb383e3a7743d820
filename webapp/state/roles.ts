// What the person signed in may do, and where she belongs. Pure.

import type { Person } from '../api/wire'

export const hasAnyRole = (person: Person, ...roles: string[]) =>
  person.assignments.some((each) => roles.includes(each.role))

export const firstOrgUnit = (person: Person) => person.assignments[0]?.orgUnit ?? null
